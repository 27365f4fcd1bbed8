import type { RepositoryFile } from './repository-files.ts';

interface Trace {
  readonly pattern: RegExp;
  readonly says: string;
}

// Written so that this very file does not contain what it looks for.
const traces: readonly Trace[] = [
  {
    pattern: /(?<![\w.\-/])\/(?:work|root|Users|home\/[a-z]\w*)\/[\w.-]+/,
    says: 'a path of one machine',
  },
  { pattern: /\.\.\/shared\/\w+\.md/, says: 'a file outside the repository' },
  { pattern: /^(?:<{7}|>{7}) /m, says: 'a merge conflict' },
  { pattern: /-{5}BEGIN [A-Z ]*PRIVATE KEY-{5}/, says: 'a private key' },
  { pattern: /"resolved": "https?:/, says: 'the host of a package registry' },
];

/** What a clone elsewhere could not use or should not see, one sentence each. */
export function findTraces(files: readonly RepositoryFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    traces.flatMap(({ pattern, says }) => {
      const match = pattern.exec(text);
      if (match === null) return [];
      const lineNumber = text.slice(0, match.index).split('\n').length;
      return [`${path}:${lineNumber}: contains ${says}: ${match[0].trim()}`];
    }),
  );
}
