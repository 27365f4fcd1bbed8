import * as v from 'valibot';

/** Everything that an administrator can switch, in the order in which they see it; what each is says `functions`. */
export const FunctionName = v.picklist([
  'sessions',
  'requests',
  'dial',
  'queue',
  'numbers',
  'tickets',
  'hold',
  'drawing',
  'chat',
  'responses',
  'contacts',
  'notes',
  'filing',
  'internal',
  'ratings',
  'reports',
  'mails',
  'reminders',
  'invitations',
  'screenshots',
  'camera-wishes',
  'recording',
  'auto-recording',
]);
export type FunctionName = v.InferOutput<typeof FunctionName>;
export const functionNames: readonly FunctionName[] = FunctionName.options;
