import { importTable, libraryPins } from '../../oxlint.config.ts';
import { configVariables } from '../../packages/server/src/config.ts';
import { webhookEvents } from '../../packages/server/src/http/webhook-book.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** What the server reads from its environment. */
export function configurationTable(): string {
  const rows = configVariables.map(
    ({ name, what, default: fallback, form }) =>
      `| \`${name}\` | ${cell(what)} | ${cell(fallback)} | ${cell(form)} |`,
  );
  return `| variable | what it is | when not set | what it must be |\n|--|--|--|--|\n${rows.join('\n')}`;
}

/** What webhooks can be told. */
export function webhooksTable(): string {
  const rows = Object.entries(webhookEvents).map(
    ([name, when]) => `| \`${name}\` | ${cell(when)} |`,
  );
  return `| event | when |\n|--|--|\n${rows.join('\n')}`;
}

/** Which of our packages may import which. */
export function importsTable(): string {
  const rows = Object.entries(importTable).map(
    ([name, others]) =>
      `| \`${name}\` | ${others.map((each) => `\`${each}\``).join(', ') || 'none of ours'} |`,
  );
  return `| package | may import |\n|--|--|\n${rows.join('\n')}`;
}

/** Which library stands behind which file. */
export function pinsTable(): string {
  const rows = libraryPins.map(
    ({ library, at }) =>
      `| \`${library}\` | ${at.map((each) => `\`${each}\``).join(', ') || 'nowhere'} |`,
  );
  return `| library | only in |\n|--|--|\n${rows.join('\n')}`;
}

/** Puts generated text between `<!-- name -->` and `<!-- /name -->`. */
export function fillMarker(page: string, name: string, text: string): string {
  const start = `<!-- ${name} -->`;
  const end = `<!-- /${name} -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The page has no ${start} … ${end}.`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}
