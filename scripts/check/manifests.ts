import { builtinModules } from 'node:module';
import { importTable } from '../../oxlint.config.ts';
import { codeExports, type PackageManifest } from '../packages.ts';
import type { RepositoryFile } from './repository-files.ts';

/** A workspace's package.json and where it lies. */
export interface Workspace {
  /** From the root of the repository; empty for the root itself. */
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/** Packages whose files another one hands out to pages without importing them. */
const handedOut: Readonly<Record<string, readonly string[]>> = {
  server: ['@fernblick/elements'],
};
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** What is wrong with the manifests, one sentence each. */
export function findManifestFaults(
  workspaces: readonly Workspace[],
  files: readonly RepositoryFile[],
): readonly string[] {
  const version = workspaces.find(({ folder }) => folder === '')?.manifest.version;
  return workspaces.flatMap((workspace) => {
    const { folder, manifest } = workspace;
    const where = folder === '' ? 'package.json' : `${folder}/package.json`;
    const faults: string[] = [];
    if (manifest.version !== version)
      faults.push(`version ${manifest.version} differs from ${version} at the top`);
    if (manifest.license !== 'MIT') faults.push('the licence is not MIT');
    for (const [name, range] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    }))
      if (!EXACT.test(range)) faults.push(`${name}@${range} is not an exact version`);
    if (folder.startsWith('packages/')) faults.push(...packageFaults(workspace, files));
    return faults.map((fault) => `${where}: ${fault}`);
  });
}

function packageFaults(
  { folder, manifest }: Workspace,
  files: readonly RepositoryFile[],
): readonly string[] {
  const faults: string[] = [];
  const name = folder.replace('packages/', '');
  const present = new Set(files.map(({ path }) => path));
  for (const target of codeExports(manifest)) {
    const { subpath } = target;
    const built = subpath === '.' ? 'index' : subpath.replace(/^\.\//, '').replace(/\.js$/, '');
    const typed = target.source.replace('./src/', './dist/types/').replace(/\.ts$/, '.d.ts');
    if (target.default !== `./dist/${built}.js`)
      faults.push(`the export ${subpath} must lead to ./dist/${built}.js`);
    if (target.types !== typed) faults.push(`the types of ${subpath} must be ${typed}`);
    if (!present.has(`${folder}/${target.source.slice(2)}`))
      faults.push(`the export ${subpath} has no source ${target.source}`);
  }
  const imported = importedPackages(folder, files);
  const declared = Object.keys(manifest.dependencies ?? {});
  for (const each of imported)
    if (!declared.includes(each)) faults.push(`${each} is imported but not among the dependencies`);
  const served = handedOut[name] ?? [];
  for (const each of declared)
    if (!imported.has(each) && !served.includes(each))
      faults.push(`${each} is among the dependencies but never imported`);
  const allowed: Readonly<Record<string, readonly string[]>> = importTable;
  for (const each of declared.filter((other) => other.startsWith('@fernblick/')))
    if (!served.includes(each) && allowed[name]?.includes(each.replace('@fernblick/', '')) !== true)
      faults.push(`${each} may not be a dependency; see docs/architecture.md`);
  return faults;
}

/** Names of all packages that a package's code imports, tests left out. */
function importedPackages(folder: string, files: readonly RepositoryFile[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, text } of files) {
    if (!path.startsWith(`${folder}/src/`) || !path.endsWith('.ts')) continue;
    if (path.endsWith('.test.ts') || /\/src\/(.*\/)?testing\//.test(path)) continue;
    for (const [, specifier = ''] of text.matchAll(
      /^(?:(?:import|export)\b.*\bfrom |\} from |import |.*\bimport\()'([@a-z][\w@./-]*)'/gm,
    )) {
      const [first = '', second = ''] = specifier.split('/');
      const name = first.startsWith('@') ? `${first}/${second}` : first;
      if (!name.startsWith('node:') && !builtinModules.includes(name)) found.add(name);
    }
  }
  return found;
}
