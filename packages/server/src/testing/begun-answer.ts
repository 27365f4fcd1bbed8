import assert from 'node:assert/strict';

/** How an answer came to its end, and how many bytes of it have come by then. */
export interface AnswerEnd {
  readonly is: 'whole' | 'cut';
  readonly got: number;
}

/** Takes the beginning of an answer; what is returned takes the rest, until there is no more. */
export async function beginAnswer(
  answer: Pick<Response, 'body'>,
): Promise<() => Promise<AnswerEnd>> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = answer.body?.getReader();
  assert.ok(reader);
  let got = (await reader.read()).value?.length ?? 0;
  return async () => {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { is: 'whole', got };
        got += value.length;
      }
    } catch {
      return { is: 'cut', got };
    }
  };
}
