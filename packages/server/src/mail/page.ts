/** A part of an e-mail; what is in it is plain text, whoever wrote it. */
export type MailBlock =
  | { readonly is: 'text' | 'small'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'quote'; readonly text: string }
  | { readonly is: 'link'; readonly text: string; readonly href: string };

/** Writes an e-mail as plain text. */
export function writeText(blocks: readonly MailBlock[]): string {
  return `${blocks.map(asText).join('\n\n')}\n`;
}

/** Writes an e-mail as HTML: one column, the reader's own font and colours but for the button. */
export function writeHtml(lang: string, title: string, blocks: readonly MailBlock[]): string {
  return `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/24px system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:560px;margin:0 auto">
${blocks.map(asHtml).join('\n')}
</div>
</body>
</html>
`;
}

function asText(block: MailBlock): string {
  switch (block.is) {
    case 'text':
    case 'small':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'quote':
      return block.text.replaceAll(/^/gm, '> ');
    case 'link':
      return `${block.text}:\n${block.href}`;
  }
}

function asHtml(block: MailBlock): string {
  switch (block.is) {
    case 'text':
      return `<p style="margin:0 0 16px">${withBreaks(block.text)}</p>`;
    case 'small':
      return `<p style="margin:0 0 16px;font-size:14px;line-height:20px;opacity:.75">${withBreaks(block.text)}</p>`;
    case 'list':
      return `<ul style="margin:0 0 16px;padding-left:24px">${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'quote':
      return `<blockquote style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #8a94a6">${withBreaks(block.text)}</blockquote>`;
    case 'link':
      return `<p style="margin:24px 0"><a href="${escapeHtml(block.href)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#1f5fd0;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(block.text)}</a></p>
<p style="margin:0 0 16px;font-size:14px;line-height:20px;word-break:break-all"><a href="${escapeHtml(block.href)}">${escapeHtml(block.href)}</a></p>`;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

function withBreaks(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}
