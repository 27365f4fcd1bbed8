import { fileURLToPath } from 'node:url';
import { defineConfig } from 'oxlint';
import type { ImportOptions } from './scripts/lint/imports.ts';

/** Which of our packages may import which. docs/architecture.md explains the table; it is written down only here. */
export const importTable = {
  protocol: [],
  session: ['protocol'],
  server: ['session', 'protocol'],
  client: ['protocol'],
  ar: ['protocol'],
  elements: ['client', 'ar', 'protocol'],
} as const satisfies ImportOptions['table'];

/** Heavy libraries, each behind one interface in one place. */
export const libraryPins = [
  { library: 'simple-peer', at: ['packages/client/src/peer/'] },
  { library: 'socket.io-client', at: ['packages/client/src/signalling/'] },
  { library: 'socket.io', at: ['packages/server/src/signalling/'] },
  { library: 'kysely', at: ['packages/server/src/journal/'] },
  { library: 'node:sqlite', at: ['packages/server/src/journal/'] },
  { library: 'jose', at: ['packages/server/src/tokens.ts'] },
  { library: 'nodemailer', at: ['packages/server/src/mail/mailer.ts'] },
  { library: 'ical-generator', at: ['packages/server/src/mail/calendar.ts'] },
  { library: 'mediabunny', at: ['packages/server/src/recordings/'] },
  { library: '@tus/', at: ['packages/server/src/files/'] },
  { library: 'tus-js-client', at: ['packages/client/src/pictures/'] },
  { library: 'fastify', at: ['packages/server/src/'] },
  { library: 'lit', at: ['packages/elements/src/'] },
  { library: 'perfect-freehand', at: ['packages/ar/src/drawing/'] },
  { library: 'three', at: ['packages/ar/src/scene/'] },
  { library: '@mediapipe/', at: ['packages/ar/src/objects/'] },
  // A strict Content-Security-Policy blocks what these write.
  { library: 'lit/directives/style-map.js', at: [] },
  { library: 'lit/directives/unsafe-html.js', at: [] },
] as const satisfies ImportOptions['pins'];

const imports: ImportOptions = {
  table: importTable,
  pins: libraryPins,
  forPages: ['protocol', 'session', 'client', 'ar', 'elements'],
};

/** What the oldest browsers of the README do not have. */
const TOO_NEW = [
  ...['withResolvers', 'try'].map((property) => ({ object: 'Promise', property })),
  { object: 'AbortSignal', property: 'any' },
  { object: 'Array', property: 'fromAsync' },
  { object: 'Object', property: 'groupBy' },
  { object: 'Map', property: 'groupBy' },
  { object: 'URL', property: 'canParse' },
  { object: 'URL', property: 'parse' },
  { property: 'checkVisibility' },
].map((newer) => ({ ...newer, message: 'The oldest browsers that are promised do not have it.' }));

/** What browsers have only on secure pages; people draw, and edit pictures, on others too. */
const SECURE_ONLY = [
  { object: 'crypto', property: 'randomUUID' },
  { property: 'getCoalescedEvents' },
].map((secure) => ({ ...secure, message: 'Pages without https do not have it.' }));

const CLOCKS =
  'Time and chance come in as data; the rules read no clock and make no random numbers.';

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'node'],
  // In full, so that the test of the rules can use them in a folder elsewhere.
  jsPlugins: ['eslint-plugin-lit', 'eslint-plugin-wc', './scripts/lint/plugin.ts'].map((plugin) =>
    fileURLToPath(import.meta.resolve(plugin)),
  ),
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  // The tracker's sources are AssemblyScript, whose types no linter for TypeScript knows.
  ignorePatterns: [
    '**/dist/**',
    '**/*.d.ts',
    'packages/ar/src/tracking/wasm/**',
    'packages/ar/build/**',
  ],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'house/imports': ['error', imports],
    'house/no-empty-catch': 'error',
    'house/no-enum': 'error',
    'house/no-focused-test': 'error',
    'house/no-inline-style': 'error',
    'house/private-names': 'error',
    'house/telling-file-name': 'error',

    'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
    'eslint/no-console': 'error',
    'eslint/no-self-compare': 'error',
    'eslint/no-throw-literal': 'error',
    'eslint/no-var': 'error',
    'eslint/no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    'eslint/max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    'eslint/prefer-const': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-duplicates': 'error',
    'import/no-mutable-exports': 'error',
    'node/no-process-env': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-deprecated': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': [
      'error',
      {
        // The runner waits for its tests by itself; a comparison of plain values is typed as a promise by mistake.
        allowForKnownSafeCalls: [
          { from: 'package', package: 'chai', name: ['Equal'] },
          { from: 'package', package: '@open-wc/semantic-dom-diff', name: ['Equal'] },
          { from: 'package', package: 'node:test', name: ['test', 'it', 'suite', 'describe'] },
        ],
      },
    ],
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    'typescript/no-namespace': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/prefer-readonly': 'error',
    'typescript/restrict-plus-operands': 'error',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/throw-new-error': 'error',

    // What these of the categories above ask for is no gain here: order matters in most of our loops, and what they
    // wait for changes elsewhere; copies before iterating are meant, controllers register themselves, libraries have
    // their own ideas of exports and of private names.
    'eslint/no-await-in-loop': 'off',
    'eslint/no-new': 'off',
    'eslint/no-shadow': 'off',
    'eslint/no-underscore-dangle': 'off',
    'eslint/no-unmodified-loop-condition': 'off',
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    'oxc/no-map-spread': 'off',
    'promise/always-return': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-generated-empty-object-type': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-useless-spread': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/prefer-set-has': 'off',
    'unicorn/require-module-specifiers': 'off',
    'import/no-empty-named-blocks': 'off',
    'import/no-unassigned-import': 'off',

    'lit/attribute-value-entities': 'error',
    'lit/binding-positions': 'error',
    'lit/lifecycle-super': 'error',
    'lit/no-duplicate-template-bindings': 'error',
    'lit/no-invalid-escape-sequences': 'error',
    'lit/no-invalid-html': 'error',
    'lit/no-legacy-imports': 'error',
    'lit/no-legacy-template-syntax': 'error',
    'lit/no-private-properties': 'error',
    'lit/no-property-change-update': 'error',
    'lit/no-this-assign-in-render': 'error',
    'lit/no-useless-template-literals': 'error',
    'lit/no-value-attribute': 'error',
    'lit/quoted-expressions': ['error', 'never'],
    'lit/value-after-constraints': 'error',
    'wc/define-tag-after-class-definition': 'error',
    'wc/guard-define-call': 'error',
    'wc/no-closed-shadow-root': 'error',
    'wc/no-constructor-attributes': 'error',
    'wc/no-constructor-params': 'error',
    'wc/no-invalid-element-name': 'error',
    'wc/no-invalid-extends': 'error',
    'wc/no-self-class': 'error',
    'wc/no-typos': 'error',
    'wc/require-listener-teardown': 'error',
  },
  overrides: [
    {
      // The rules of a session are pure.
      files: ['packages/session/src/**/*.ts'],
      rules: {
        'eslint/no-restricted-globals': [
          'error',
          ...[
            'Date',
            'performance',
            'crypto',
            'setTimeout',
            'setInterval',
            'queueMicrotask',
            'fetch',
          ].map((name) => ({ name, message: CLOCKS })),
        ],
        'eslint/no-restricted-properties': [
          'error',
          { object: 'Math', property: 'random', message: CLOCKS },
        ],
      },
    },
    {
      files: ['packages/{protocol,client,ar,elements}/src/**/*.ts'],
      rules: { 'eslint/no-restricted-properties': ['error', ...TOO_NEW, ...SECURE_ONLY] },
    },
    {
      // Tests run in the browsers of today.
      files: ['packages/{protocol,client,ar,elements}/src/**/{*.test.ts,testing/**/*.ts}'],
      rules: { 'eslint/no-restricted-properties': 'off' },
    },
    {
      // The environment is read in one place of the server; what runs from a terminal may read it too.
      files: [
        'packages/server/src/{cli,config}.ts',
        'packages/server/src/config/**/*.ts',
        '{scripts,bench,examples}/**/*.ts',
      ],
      rules: { 'node/no-process-env': 'off' },
    },
    {
      // What runs from a terminal talks to it.
      files: ['packages/server/src/cli.ts', '{scripts,bench,examples}/**/*.ts'],
      rules: { 'eslint/no-console': 'off' },
    },
    {
      // Elements have no logger; what a host's developer has to know goes to the console.
      files: ['packages/elements/src/**/*.ts'],
      rules: { 'eslint/no-console': ['error', { allow: ['warn', 'error'] }] },
    },
    {
      // Their tools ask for a default export.
      files: ['*.config.{ts,mjs}', 'scripts/lint/plugin.ts', 'scripts/node-reporter.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      // Plain JavaScript has no types to be unsafe with.
      files: ['**/*.mjs'],
      rules: {
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
    {
      files: ['**/*.test.ts', '**/src/testing/**/*.ts'],
      rules: {
        'eslint/max-lines': 'off',
        'node/no-process-env': 'off',
        'typescript/unbound-method': 'off',
        // Hostile input looks like anything.
        'unicorn/no-thenable': 'off',
      },
    },
    {
      // Chai says a fact by reading a property: `expect(list).to.be.empty`.
      files: ['**/*.browser.test.ts'],
      rules: { 'eslint/no-unused-expressions': 'off' },
    },
    {
      // Long because there is much of the same in them.
      files: ['**/*.styles.ts', '**/words/*.ts', 'packages/protocol/src/errors.ts'],
      rules: { 'eslint/max-lines': 'off' },
    },
  ],
});
