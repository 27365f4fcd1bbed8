import { posix } from 'node:path';
import type { FileRule } from './rule.ts';

/** A library that stands behind one interface: only files under `at` may import it. */
export interface LibraryPin {
  /** Name of the package, or the beginning of one that ends in `/`. */
  readonly library: string;
  /** Folders (ending in `/`) and files, from the root of the repository. */
  readonly at: readonly string[];
}

/** What the rule is told in oxlint.config.ts. */
export interface ImportOptions {
  /** For each of our packages, which others it may import. */
  readonly table: Readonly<Record<string, readonly string[]>>;
  readonly pins: readonly LibraryPin[];
  /** Packages whose code runs in pages too, and so may not name Node's modules. */
  readonly forPages: readonly string[];
}

const ARCHITECTURE = 'docs/architecture.md says why, and which package may import which.';

/** What is wrong with an import, in one sentence; undefined where it is fine. */
export function judgeImport(
  file: string,
  specifier: string,
  options: ImportOptions,
): string | undefined {
  const [, name] = /^packages\/([^/]+)\/src\//.exec(file) ?? [];
  if (name === undefined) return undefined;
  const isTest = file.endsWith('.test.ts') || file.includes('/src/testing/');
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier);
    if (target.startsWith(`packages/${name}/`)) return undefined;
    if (isTest && target.startsWith('scripts/')) return undefined;
    return `"${specifier}" leaves the package; import another package by its name. ${ARCHITECTURE}`;
  }
  const [, ours] = /^@fernblick\/([^/]+)/.exec(specifier) ?? [];
  if (ours !== undefined) {
    if (ours === name) return `Inside a package, import the file itself, not @fernblick/${ours}.`;
    if (options.table[name]?.includes(ours) === true) return undefined;
    return `The package "${name}" may not import "${ours}". ${ARCHITECTURE}`;
  }
  if (isTest) return undefined;
  if (specifier.startsWith('node:') && options.forPages.includes(name))
    return `"${name}" also runs in pages, where there is no ${specifier}. ${ARCHITECTURE}`;
  for (const { library, at } of options.pins) {
    const matches = library.endsWith('/')
      ? specifier.startsWith(library)
      : specifier === library || specifier.startsWith(`${library}/`);
    if (
      matches &&
      !at.some((place) => file === place || (place.endsWith('/') && file.startsWith(place)))
    )
      return at.length === 0
        ? `${library} is not used here. ${ARCHITECTURE}`
        : `${library} stands behind one interface; only ${at.join(', ')} may import it. ${ARCHITECTURE}`;
  }
  return undefined;
}

/** Enforces the import table and the library pins, for static and dynamic imports, re-exports and types alike. */
export const imports: FileRule = {
  meta: { schema: [{ type: 'object' }] },
  create(context) {
    // The cast is the boundary: the options stand in oxlint.config.ts, where they are typed.
    const options = context.options[0] as unknown as ImportOptions;
    const file = repositoryPath(context.filename);
    type Node = Parameters<typeof context.report>[0]['node'];
    const look = (node: Node, specifier: unknown): void => {
      if (typeof specifier !== 'string') return;
      const message = judgeImport(file, specifier, options);
      if (message !== undefined && node !== undefined) context.report({ message, node });
    };
    return {
      ImportDeclaration: (node) => look(node, node.source.value),
      ExportAllDeclaration: (node) => look(node, node.source.value),
      ExportNamedDeclaration: (node) => look(node, node.source?.value),
      ImportExpression: (node) =>
        look(node, node.source.type === 'Literal' ? node.source.value : undefined),
      TSImportType: (node) => look(node, node.source.value),
    };
  },
};

/** The path from the root of the repository, wherever that is; so that fixtures elsewhere are judged alike. */
export function repositoryPath(filename: string): string {
  const path = filename.replaceAll('\\', '/');
  const start = path.search(/(?:^|\/)(?:packages|examples|scripts|bench)\//);
  return start === -1 ? path : path.slice(start).replace(/^\//, '');
}
