/** Where a pointer was since its last event; on insecure pages, whose browsers do not say so, where it is now. */
export function pointerParts(event: PointerEvent): readonly PointerEvent[] {
  // eslint-disable-next-line no-restricted-properties -- this is the check for browsers that have none
  const parts = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
  return parts.length > 0 ? parts : [event];
}
