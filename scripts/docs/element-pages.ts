import { elementsOf, type ElementDeclaration, type ElementManifest } from '../element-manifest.ts';

function cell(text: string | undefined): string {
  return (text ?? '').replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}

function code(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

function table(title: string, head: string, rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const line = head.replace(/[^|]+/g, '--');
  return `\n## ${title}\n\n${head}\n${line}\n${rows.join('\n')}\n`;
}

function properties({ members = [] }: ElementDeclaration): readonly string[] {
  return members
    .filter(({ kind }) => kind === 'field')
    .map(
      ({ name, attribute, type, default: fallback, description }) =>
        `| \`${name}\` | ${code(attribute)} | ${code(type?.text)} | ${code(fallback)} | ${cell(description)} |`,
    );
}

/** One page of `docs/elements/`: what a host can set, hear, fill and style. */
export function elementPage(element: ElementDeclaration): string {
  const { tagName = '', description = '', members = [], name } = element;
  const named = (entries: ElementDeclaration['slots'] = [], shown = code): readonly string[] =>
    entries.map((entry) => `| ${shown(entry.name)} | ${cell(entry.description)} |`);
  const methods = members
    .filter(({ kind }) => kind === 'method')
    .map((method) => `| \`${method.name}()\` | ${cell(method.description)} |`);
  const events = (element.events ?? []).map(
    (event) => `| ${code(event.name)} | ${code(event.type?.text)} | ${cell(event.description)} |`,
  );
  const cssProperties = (element.cssProperties ?? []).map(
    (each) => `| \`${each.name}\` | ${code(each.default)} | ${cell(each.description)} |`,
  );
  const sections = [
    table('Properties', '| property | attribute | type | default | |', properties(element)),
    table('Methods', '| method | |', methods),
    table('Events', '| event | class | |', events),
    table(
      'Slots',
      '| slot | |',
      named(element.slots, (slot) => (slot === '' ? '(default)' : code(slot))),
    ),
    table('Parts', '| part | |', named(element.cssParts)),
    table('Custom properties', '| property | default | |', cssProperties),
    table('Custom states', '| state | |', named(element.cssStates)),
  ];
  return `# <${tagName}>

Generated from the comment of \`${name}\` in \`packages/elements/src\`; to change it, change it there and run
\`npm run docs\`.

\`\`\`js
import '@fernblick/elements/${tagName}.js';
\`\`\`

${description}
${sections.join('')}`;
}

/** All pages by path, with an overview. */
export function elementPages(manifest: ElementManifest): ReadonlyMap<string, string> {
  const elements = elementsOf(manifest);
  const pages = elements.map(
    (element) => [`docs/elements/${element.tagName ?? ''}.md`, elementPage(element)] as const,
  );
  const rows = elements.map(({ tagName = '', description = '' }) => {
    const [first = ''] = description.split(/(?<=[.!?])\s/);
    return `| [\`<${tagName}>\`](${tagName}.md) | ${cell(first)} |`;
  });
  const overview = `# Elements

Generated from \`packages/elements/src\`; to change it, change the comments there and run \`npm run docs\`.

| element | |
|--|--|
${rows.join('\n')}
`;
  return new Map([['docs/elements/README.md', overview], ...pages]);
}
