/**
 * A customer has typed the number of a session. The element goes to the server's page for numbers with it, unless the page
 * prevents that and does otherwise. In a file of its own, because it is loaded with the field and not with every call.
 */
export class NumberEnteredEvent extends Event {
  static readonly type = 'number-entered';
  /** Nine digits; the server says whether there is a session with it. */
  readonly number: string;
  constructor(number: string) {
    super(NumberEnteredEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.number = number;
  }
}
