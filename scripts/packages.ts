import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** Our packages, each after those it imports. */
export const packageNames = ['protocol', 'session', 'server', 'client', 'ar', 'elements'] as const;
export type PackageName = (typeof packageNames)[number];

/** What a package's manifest says, as far as the scripts look at it. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, ExportTarget | string>>;
  readonly files?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Where an export leads, by condition. */
export interface ExportTarget {
  readonly types?: string;
  readonly source?: string;
  readonly default?: string;
}

/** An export with code behind it; others hand out files as they are. */
export interface CodeExport {
  /** As a host writes it after the package's name: `.` or `./events.js`. */
  readonly subpath: string;
  readonly types: string | undefined;
  readonly source: string;
  readonly default: string;
}

/** The exports of a package that are made from sources. */
export function codeExports({ exports = {} }: PackageManifest): readonly CodeExport[] {
  return Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === 'string' || target.source === undefined) return [];
    return [{ subpath, types: target.types, source: target.source, default: target.default ?? '' }];
  });
}

export function readManifest(folder: string): PackageManifest {
  // The cast is the boundary: npm itself refuses manifests of another form.
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageManifest;
}

/** Those of our packages that a package builds on, directly or not, itself included. */
export function closureOf(name: PackageName): readonly PackageName[] {
  const found = new Set<PackageName>([name]);
  for (const each of found) {
    const dependencies = readManifest(`packages/${each}`).dependencies ?? {};
    for (const other of packageNames)
      if (Object.hasOwn(dependencies, `@fernblick/${other}`)) found.add(other);
  }
  return [...found];
}
