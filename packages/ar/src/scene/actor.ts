import {
  BackSide,
  CanvasTexture,
  Color,
  LinearMipmapLinearFilter,
  Mesh,
  ShaderMaterial,
  type BufferGeometry,
  type Matrix4,
  type Scene,
  type Uniform,
  type Vector2,
} from 'three';
import { MARK_COLORS } from '../drawing/mark.ts';
import type { StandingMark } from '../drawing/standing.ts';
import type { Frame, Placed } from './placing.ts';
import { SHAFT_RADII } from './proportions.ts';
import {
  arrowShadowShaders,
  bodyShaders,
  hullShaders,
  plateShaders,
  postShadowShaders,
} from './shaders.ts';
import * as shapes from './shapes.ts';
import { signPicture } from './sign-picture.ts';

/** More than a mark has parts. */
const MOST_PARTS = 16;
/** So that a sign seen from the side stays sharp. */
const SIDEWAYS_SAMPLES = 4;

/** What all marks have in common. */
export interface Surroundings {
  readonly scene: Scene;
  /** Px of the canvas that is drawn on. */
  readonly canvas: { readonly value: Vector2 };
  /** From the body to the edge of the dark outline, and of the light one around it, in px of the canvas. */
  readonly dark: { value: number };
  readonly light: { value: number };
}

interface Part {
  readonly name: string;
  readonly mesh: Mesh;
  readonly whole: BufferGeometry;
  /** With gaps, for doubt. */
  readonly broken: BufferGeometry;
}

/** One mark as three.js knows it: made once, and put in its place for each frame. */
export class Actor {
  readonly #mark: StandingMark;
  readonly #around: Surroundings;
  readonly #parts: Part[] = [];
  readonly #trash: { dispose(): void }[] = [];

  constructor(mark: StandingMark, around: Surroundings) {
    this.#mark = mark;
    this.#around = around;
    if (mark.shape.is === 'arrow-3d') {
      const radius = SHAFT_RADII[mark.width - 1] ?? SHAFT_RADII[2];
      const neck = { value: shapes.neckOf(radius) };
      this.#add('shadow', shapes.shadowOfArrow(), material(arrowShadowShaders, { neck }));
      this.#addTurned([['arrow', shapes.arrowShape(radius)]]);
      return;
    }
    this.#add('shadow', shapes.shadowOfPost(), material(postShadowShaders, {}));
    this.#addTurned([
      ['post', shapes.postShape()],
      ['base', shapes.baseShape()],
    ]);
    this.#addSign(mark.shape.text);
  }

  /** True for a mark that looks no different. */
  is(mark: StandingMark): boolean {
    const { shape, color, width } = this.#mark;
    return mark.shape === shape && mark.color === color && mark.width === width;
  }

  /** @param order later ones lie on top where two stand at the same place */
  stand({ parts }: Placed, isSure: boolean, order: number): void {
    for (const [i, { name, mesh, whole, broken }] of this.#parts.entries()) {
      const frame = parts[name];
      mesh.visible = frame !== undefined;
      if (frame !== undefined) setPlace(mesh.matrix, frame);
      mesh.matrixWorldNeedsUpdate = true;
      mesh.geometry = isSure ? whole : broken;
      mesh.renderOrder = order * MOST_PARTS + i;
    }
  }

  hide(): void {
    for (const { mesh } of this.#parts) mesh.visible = false;
  }

  close(): void {
    this.#around.scene.remove(...this.#parts.map(({ mesh }) => mesh));
    for (const each of this.#trash) each.dispose();
  }

  /** From outside to inside: the light outline, the dark one, and then what is lit. */
  #addTurned(bodies: readonly (readonly [name: string, shape: shapes.Turned])[]): void {
    const { dark, light, canvas } = this.#around;
    const tones = MARK_COLORS[this.#mark.color];
    for (const [tone, outline] of [
      [tones.light, light],
      [tones.dark, dark],
    ] as const)
      for (const [name, { hull }] of bodies) {
        const uniforms = { fill: { value: colorOf(tone) }, outline, canvas };
        this.#add(name, hull, material(hullShaders, uniforms, false));
      }
    for (const [name, { body, broken }] of bodies) {
      const uniforms = {
        fill: { value: colorOf(tones.fill) },
        dark: { value: colorOf(tones.dark) },
      };
      this.#add(name, body, material(bodyShaders, uniforms), broken);
    }
  }

  #addSign(text: string): void {
    const tones = MARK_COLORS[this.#mark.color];
    const face = new CanvasTexture(signPicture(text, tones));
    face.minFilter = LinearMipmapLinearFilter;
    face.anisotropy = SIDEWAYS_SAMPLES;
    this.#trash.push(face);
    const plate = shapes.plateShape();
    for (const [name, own] of [
      ['back', 0],
      ['sign', 1],
    ] as const) {
      const fill = { value: colorOf(tones.dark) };
      const uniforms = { picture: { value: face }, fill, own: { value: own } };
      this.#add(name, plate, material(plateShaders, uniforms));
    }
  }

  #add(name: string, whole: BufferGeometry, look: ShaderMaterial, broken = whole): void {
    const mesh = new Mesh(whole, look);
    mesh.matrixAutoUpdate = false;
    // It is placed by what is seen of it.
    mesh.frustumCulled = false;
    this.#around.scene.add(mesh);
    this.#parts.push({ name, mesh, whole, broken });
    this.#trash.push(whole, broken, look);
  }
}

function material(
  shaders: { readonly vertexShader: string; readonly fragmentShader: string },
  uniforms: Readonly<Record<string, Uniform>>,
  isSolid = true,
): ShaderMaterial {
  // All are sorted by their order alone, which three.js does with what can be seen through; outlines are the inside of
  // larger bodies and hide nothing.
  return new ShaderMaterial({
    ...shaders,
    uniforms,
    transparent: true,
    depthWrite: isSolid && shaders !== arrowShadowShaders && shaders !== postShadowShaders,
    ...(shaders === hullShaders ? { side: BackSide } : {}),
  });
}

function setPlace(matrix: Matrix4, { origin, axes: [x, y, z] }: Frame): void {
  matrix.set(
    ...([x[0], y[0], z[0], origin[0]] as const),
    ...([x[1], y[1], z[1], origin[1]] as const),
    ...([x[2], y[2], z[2], origin[2]] as const),
    ...([0, 0, 0, 1] as const),
  );
}

function colorOf(hex: string): Color {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return new Color().setRGB(part(1), part(3), part(5));
}
