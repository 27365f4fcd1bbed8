import { functionNames, type FunctionName } from './function-names.ts';
import { functions } from './functions.ts';
import type { RequestName } from './requests.ts';

/** What is refused while a function is off. Apart from the table, because the requests know of functions too. */
export function requestsOf(name: FunctionName): readonly RequestName[] {
  return functions[name].requests;
}

/** The function that a request belongs to; null for what cannot be switched off. */
export function functionOf(request: RequestName): FunctionName | null {
  return functionNames.find((name) => requestsOf(name).includes(request)) ?? null;
}
