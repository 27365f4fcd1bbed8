import { posix } from 'node:path';
import type { RepositoryFile } from './repository-files.ts';

/** Links between our own Markdown files that lead nowhere, headings included. */
export function findDeadLinks(
  files: readonly RepositoryFile[],
  paths: readonly string[],
): readonly string[] {
  const known = new Set(paths);
  const isFolder = (path: string): boolean => paths.some((each) => each.startsWith(`${path}/`));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
        const [target = '', heading] = (match[1] ?? '').split('#');
        if (/^[a-z]+:/.test(target)) return [];
        const file =
          target === '' ? path : posix.normalize(posix.join(posix.dirname(path), target));
        const folder = file.replace(/\/$/, '');
        if (!known.has(file) && !isFolder(folder))
          return [`${path}: the link to ${target} leads nowhere`];
        const markdown = texts.get(file);
        if (heading === undefined || markdown === undefined || hasHeading(markdown, heading))
          return [];
        return [`${path}: ${target} has no heading #${heading}`];
      }),
    );
}

function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
}

function hasHeading(markdown: string, anchor: string): boolean {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].some(
    ([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-') === anchor,
  );
}
