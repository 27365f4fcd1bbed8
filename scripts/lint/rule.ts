import type { RuleTester } from 'oxlint/plugins-dev';

/** A lint rule in the form oxlint runs; taken from its tester, the one place that names the type. */
export type Rule = Parameters<RuleTester['run']>[1];
/** A rule that is set up anew for each file. */
export type FileRule = Extract<Rule, { readonly create: unknown }>;
