import { posix } from 'node:path';
import { repositoryPath } from './imports.ts';
import type { FileRule } from './rule.ts';

/** A catch without a statement swallows the error, whatever its comment says. */
export const noEmptyCatch: FileRule = {
  create: (context) => ({
    CatchClause(node) {
      if (node.body.body.length === 0)
        context.report({ message: 'Handle the error or let it through; no empty catch.', node });
    },
  }),
};

/** Enums are code where a type would do, and cannot be stripped. */
export const noEnum: FileRule = {
  create: (context) => ({
    TSEnumDeclaration: (node) =>
      context.report({ message: 'Use a union of strings instead of an enum.', node }),
  }),
};

/** `#name` is private at run time too; only what a decorator must reach has to be `private` by its type alone. */
export const privateNames: FileRule = {
  create(context) {
    const message = 'Write #name instead of `private name`.';
    return {
      PropertyDefinition(node) {
        if (node.accessibility === 'private' && node.decorators.length === 0)
          context.report({ message, node });
      },
      MethodDefinition(node) {
        if (node.accessibility === 'private' && node.decorators.length === 0)
          if (node.kind !== 'constructor') context.report({ message, node });
      },
    };
  },
};

const NO_ONE_THING = /^(utils?|helpers?|common|core|misc|shared)\.ts$/;

/** A file is named for the one thing it exports. */
export const tellingFileName: FileRule = {
  create: (context) => ({
    Program(node) {
      const name = posix.basename(repositoryPath(context.filename));
      if (NO_ONE_THING.test(name))
        context.report({
          message: `"${name}" says nothing; name the file for the one thing it exports.`,
          node,
        });
    },
  }),
};

/** The strict policy of host pages (`style-src 'self'`) blocks style attributes and style elements in templates. */
export const noInlineStyle: FileRule = {
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (node.tag.type !== 'Identifier' || !['html', 'svg'].includes(node.tag.name)) return;
      const text = node.quasi.quasis.map(({ value }) => value.raw).join('${}');
      if (/\sstyle\s*=|<style[\s>]/.test(text))
        context.report({
          message:
            'A strict Content-Security-Policy blocks styles in templates; use static styles or element.style.setProperty().',
          node,
        });
    },
  }),
};

/** `only` that was left behind would silence all other tests. */
export const noFocusedTest: FileRule = {
  create: (context) => ({
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      if (!['test', 'it', 'describe', 'suite'].includes(node.object.name)) return;
      if (node.property.name === 'only')
        context.report({ message: 'Other tests would not run any more; remove `.only`.', node });
    },
  }),
};
