import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeExports, readManifest } from './packages.ts';
import { root } from './root.ts';
import { run } from './run.ts';

/** A thing with a name and a sentence, as the manifest lists them. */
export interface ManifestEntry {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface ManifestMember extends ManifestEntry {
  readonly kind: 'field' | 'method';
  readonly privacy?: 'public' | 'protected' | 'private';
  readonly static?: boolean;
  readonly readonly?: boolean;
  readonly attribute?: string;
}

/** One custom element in the form of the Custom Elements Manifest. */
export interface ElementDeclaration {
  readonly kind: string;
  readonly name: string;
  readonly tagName?: string;
  readonly customElement?: boolean;
  readonly description?: string;
  readonly members?: readonly ManifestMember[];
  readonly attributes?: readonly (ManifestEntry & { readonly fieldName?: string })[];
  readonly events?: readonly Partial<ManifestEntry>[];
  readonly slots?: readonly ManifestEntry[];
  readonly cssParts?: readonly ManifestEntry[];
  readonly cssProperties?: readonly ManifestEntry[];
  readonly cssStates?: readonly ManifestEntry[];
}

interface ManifestModule {
  readonly kind: string;
  readonly path: string;
  readonly declarations: readonly ElementDeclaration[];
  readonly exports: readonly object[];
}

/** The Custom Elements Manifest of `@fernblick/elements`. */
export interface ElementManifest {
  readonly schemaVersion: string;
  readonly modules: readonly ManifestModule[];
}

const ANALYZER_TIMEOUT_MS = 60_000;
const folder = 'packages/elements';

/** Reads the sources of the elements; what comes out has what a host can rely on, and nothing else. */
export async function analyzeElements(): Promise<ElementManifest> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(join(cache, 'manifest-'));
  try {
    // By a file, because on the command line the analyzer cannot be kept from writing into package.json.
    const configFile = join(out, 'config.mjs');
    const config = {
      litelement: true,
      packagejson: false,
      globs: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/testing/**'],
      outdir: relative(join(root, folder), out),
    };
    writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
    const outcome = await run(
      'cem',
      ['analyze', '--config', relative(join(root, folder), configFile)],
      { cwd: join(root, folder), timeoutMs: ANALYZER_TIMEOUT_MS },
    );
    if (!outcome.ok) throw new Error(`The elements cannot be analysed.\n${outcome.output}`);
    // The cast is the boundary: the form is that of the manifest's published schema.
    const text = readFileSync(join(out, 'custom-elements.json'), 'utf8');
    return publicPart(JSON.parse(text) as ElementManifest);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Only elements with a tag, each under the path by which it is imported, without what is private. */
export function publicPart(manifest: ElementManifest): ElementManifest {
  const modules = manifest.modules.flatMap((module) => {
    const declarations = module.declarations
      .filter(({ customElement, tagName }) => customElement === true && tagName !== undefined)
      .map(publicElement);
    if (declarations.length === 0) return [];
    const path = importPath(module.path);
    const exports = declarations.flatMap(({ name, tagName }) => {
      const declaration = { name, module: path };
      return [
        { kind: 'js', name, declaration },
        { kind: 'custom-element-definition', name: tagName, declaration },
      ];
    });
    return [{ kind: 'javascript-module', path, declarations, exports }];
  });
  return { schemaVersion: manifest.schemaVersion, modules };
}

function publicElement(element: ElementDeclaration): ElementDeclaration {
  const { members = [], events = [], ...rest } = element;
  return {
    ...rest,
    members: members.filter(
      ({ name, privacy, static: isStatic }) =>
        !name.startsWith('#') && (privacy ?? 'public') === 'public' && isStatic !== true,
    ),
    // The analyzer lists an event of a class of its own twice: once as the comment has it, and once where it is dispatched,
    // without a name, or under that of what its constructor is given first.
    events: events.filter(
      ({ name = '', description, type }) =>
        name !== '' &&
        (description !== undefined ||
          !events.some(
            (other) => other.description !== undefined && other.type?.text === type?.text,
          )),
    ),
  };
}

/** From a source file to what a host imports: dist/video-session.js. */
function importPath(source: string): string {
  const targets = codeExports(readManifest(folder));
  const target = targets.find((each) => each.source === `./${source}`);
  if (target === undefined)
    throw new Error(`${source} defines an element and has no line in the exports of ${folder}.`);
  return target.default.slice(2);
}

/** All elements of a manifest, by tag. */
export function elementsOf({ modules }: ElementManifest): readonly ElementDeclaration[] {
  return modules
    .flatMap(({ declarations }) => declarations)
    .toSorted((a, b) => ((a.tagName ?? '') < (b.tagName ?? '') ? -1 : 1));
}
