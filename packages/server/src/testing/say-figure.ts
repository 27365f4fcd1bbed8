import type { TestContext } from 'node:test';

/** What a test measured; `scripts/rig/figures.ts` says what each field is. */
interface SaidFigure {
  readonly fault: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'messages' | 'tokens';
  readonly demanded: string;
}

/** Says a measured figure to the runner, whose reporter notes it for `docs/reliability.md`; never judges it. */
export function sayFigure(test: Pick<TestContext, 'diagnostic'>, figure: SaidFigure): void {
  test.diagnostic(`figure ${JSON.stringify(figure)}`);
}
