// Colours are mixed as they are shown, so that a mark has its own on every side; light comes from the upper left of the
// picture, whatever the surface does. Directions: right, down, away.

const PLACE = 'gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);';

/** A lit body. */
export const bodyShaders = {
  vertexShader: `varying vec3 facing;
    void main() { facing = normalMatrix * normal; ${PLACE} }`,
  fragmentShader: `uniform vec3 fill; uniform vec3 dark; varying vec3 facing;
    const vec3 LIGHT = vec3(-0.42, -0.74, -0.52);
    void main() {
      float lit = 0.5 + 0.5 * dot(normalize(facing), LIGHT);
      vec3 shaded = mix(mix(dark, fill, 0.5), fill, smoothstep(0.12, 0.66, lit));
      gl_FragColor = vec4(mix(shaded, vec3(1.0), 0.45 * smoothstep(0.78, 1.0, lit)), 1.0);
    }`,
};

/** A body's outline: the inside of the same body, larger by so many px of the canvas on every side. */
export const hullShaders = {
  vertexShader: `uniform float outline; uniform vec2 canvas;
    void main() {
      ${PLACE}
      vec4 ahead = projectionMatrix * vec4(normalMatrix * normal, 0.0);
      vec2 way = (ahead.xy * gl_Position.w - gl_Position.xy * ahead.w) * canvas;
      float far = length(way);
      if (far > 0.0) gl_Position.xy += way / far * (2.0 * outline / canvas) * gl_Position.w;
    }`,
  fragmentShader: `uniform vec3 fill; void main() { gl_FragColor = vec4(fill, 1.0); }`,
};

/** A sign's face, or, where it is darkened, its back. */
export const plateShaders = {
  vertexShader: `varying vec2 at; void main() { at = uv; ${PLACE} }`,
  fragmentShader: `uniform sampler2D picture; uniform vec3 fill; uniform float own; varying vec2 at;
    void main() {
      vec4 face = texture2D(picture, at);
      if (face.a < 0.02) discard;
      gl_FragColor = vec4(mix(fill, face.rgb, own), face.a);
    }`,
};

const ON_GROUND = `varying vec2 at; void main() { at = position.xy; ${PLACE} }`;

/** Sharp and dark where the tip touches, softer and lighter where the arrow is high above. */
export const arrowShadowShaders = {
  vertexShader: ON_GROUND,
  fragmentShader: `uniform float neck; varying vec2 at;
    void main() {
      float along = clamp(at.x, 0.0, 1.0);
      float wide = mix(along / neck, 0.5, smoothstep(neck * 0.75, neck * 1.5, along));
      float soft = 0.18 + 1.1 * along;
      float across = 1.0 - smoothstep(wide - soft * 0.5, wide + soft, abs(at.y));
      float ends = smoothstep(-0.06, 0.03, at.x) * (1.0 - smoothstep(0.85, 1.2, at.x));
      gl_FragColor = vec4(0.0, 0.0, 0.0, 0.62 * (1.0 - 0.62 * along) * across * ends);
    }`,
};

/** A soft dark spot around a foot. */
export const postShadowShaders = {
  vertexShader: ON_GROUND,
  fragmentShader: `varying vec2 at;
    void main() {
      gl_FragColor = vec4(0.0, 0.0, 0.0, 0.6 * (1.0 - smoothstep(0.3, 1.25, length(at))));
    }`,
};
