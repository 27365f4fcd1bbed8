/** The two functions of `qrcode` 1.5 that the desk uses; the package brings no types. */
declare module 'qrcode' {
  interface Code {
    readonly modules: {
      readonly size: number;
      /** 1 for a dark module. */
      get(row: number, column: number): number;
    };
  }
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): Code;
  export function toString(
    text: string,
    options: { readonly type: 'terminal'; readonly small: boolean },
  ): Promise<string>;
}
