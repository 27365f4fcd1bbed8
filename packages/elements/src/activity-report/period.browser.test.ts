import { expect } from '@open-wc/testing';
import { dayOf, periodBetween, periodOf } from './period.ts';

const noon = new Date(2026, 2, 29, 12).getTime();

describe('periods of a report', () => {
  it('are whole days of the reader’s calendar, also where clocks change', () => {
    expect(periodOf('today', noon)).to.deep.equal({
      from: new Date(2026, 2, 29).getTime(),
      until: new Date(2026, 2, 30).getTime(),
    });
    expect(periodOf('yesterday', noon).until).to.equal(periodOf('today', noon).from);
    expect(periodOf('week', noon).from).to.equal(new Date(2026, 2, 23).getTime());
    expect(periodOf('month', noon).from).to.equal(new Date(2026, 1, 28).getTime());
  });

  it('have the first and the last of their days in them', () => {
    expect(periodBetween('2026-03-29', '2026-03-29')).to.deep.equal(periodOf('today', noon));
    expect(periodBetween('2026-03-30', '2026-03-29') === null).to.equal(true);
    expect(periodBetween('', '2026-03-29') === null).to.equal(true);
    expect(dayOf(noon)).to.equal('2026-03-29');
  });
});
