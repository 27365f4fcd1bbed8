// The lint rules that no published plugin has; oxlint.config.ts switches them on.
import { imports } from './imports.ts';
import type { Rule } from './rule.ts';
import {
  noEmptyCatch,
  noEnum,
  noFocusedTest,
  noInlineStyle,
  privateNames,
  tellingFileName,
} from './style.ts';

const plugin: { readonly meta: object; readonly rules: Readonly<Record<string, Rule>> } = {
  meta: { name: 'house' },
  rules: {
    imports,
    'no-empty-catch': noEmptyCatch,
    'no-enum': noEnum,
    'no-focused-test': noFocusedTest,
    'no-inline-style': noInlineStyle,
    'private-names': privateNames,
    'telling-file-name': tellingFileName,
  },
};

// The form that oxlint wants of a plugin.
export default plugin;
