/** The little of three.js that is used. */
declare module 'three' {
  export const BackSide: number;
  export const LinearMipmapLinearFilter: number;

  export class Vector2 {
    constructor(x: number, y: number);
    set(x: number, y: number): this;
  }
  export class Color {
    /** As is: what the shaders mix is what is shown. */
    setRGB(r: number, g: number, b: number): this;
  }
  export class Matrix4 {
    /** Row by row. */
    set(...cells: readonly number[]): this;
  }

  export class BufferGeometry {
    rotateX(angle: number): this;
    translate(x: number, y: number, z: number): this;
    dispose(): void;
  }
  export class LatheGeometry extends BufferGeometry {
    constructor(profile: readonly Vector2[], segments: number);
  }
  export class PlaneGeometry extends BufferGeometry {
    constructor(width: number, height: number);
  }

  export class CanvasTexture {
    constructor(canvas: OffscreenCanvas);
    minFilter: number;
    anisotropy: number;
    dispose(): void;
  }
  export interface Uniform {
    value: number | Color | Vector2 | CanvasTexture;
  }
  export class ShaderMaterial {
    constructor(options: {
      readonly uniforms: Readonly<Record<string, Uniform>>;
      readonly vertexShader: string;
      readonly fragmentShader: string;
      readonly transparent: boolean;
      readonly depthWrite?: boolean;
      readonly side?: number;
    });
    dispose(): void;
  }

  export class Object3D {
    readonly matrix: Matrix4;
    matrixAutoUpdate: boolean;
    matrixWorldNeedsUpdate: boolean;
    frustumCulled: boolean;
    visible: boolean;
    renderOrder: number;
    add(...children: readonly Object3D[]): this;
    remove(...children: readonly Object3D[]): this;
  }
  export class Mesh extends Object3D {
    constructor(geometry: BufferGeometry, material: ShaderMaterial);
    geometry: BufferGeometry;
  }
  export class Scene extends Object3D {}
  export class Camera extends Object3D {
    readonly projectionMatrix: Matrix4;
  }

  export class WebGLRenderer {
    constructor(options: {
      readonly canvas: OffscreenCanvas;
      readonly context: WebGL2RenderingContext;
      readonly alpha: boolean;
    });
    setViewport(x: number, y: number, width: number, height: number): void;
    setSize(width: number, height: number, updateStyle: boolean): void;
    setClearColor(color: number, alpha: number): void;
    render(scene: Scene, camera: Camera): void;
    dispose(): void;
  }
}
