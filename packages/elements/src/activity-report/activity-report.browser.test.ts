import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { AgentActivity } from '@fernblick/protocol';
import { FakeSessionClient } from '../testing/fake-session-client.ts';
import { allByName, byName } from '../testing/mount.ts';
import { until } from '../testing/until.ts';
import type { ActivityReport } from './activity-report.ts';
import './activity-report.ts';

const anna: AgentActivity = {
  subject: 'anna',
  name: '<b>Anna</b>',
  calls: 3,
  callMs: 3_725_000,
  heldMs: 60_000,
  missed: 1,
  filed: 2,
  dispositions: [{ label: 'Solved', count: 2 }],
  ratings: 2,
  stars: 4.5,
};
const ben: AgentActivity = { ...anna, subject: 'ben', name: 'Ben', ratings: 0, stars: null };

async function mount({ lang = 'en', report = [anna, ben], mayAll = true } = {}) {
  const client = new FakeSessionClient();
  Object.assign(client.desk, { report, mayAll });
  const element = await fixture<ActivityReport>(
    html`<activity-report lang=${lang} .client=${client}></activity-report>`,
  );
  await settled(element);
  return { element, desk: client.desk };
}

async function settled(element: ActivityReport): Promise<void> {
  while (element.shadowRoot?.querySelector('.base') === null || element.isUpdatePending)
    await aTimeout(0);
  await aTimeout(0);
  await element.updateComplete;
}

const textOf = (element: ActivityReport): string =>
  element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';
const rows = (element: ActivityReport): readonly string[] =>
  [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map(
    (row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '',
  );

describe('activity-report', () => {
  it('adds up one’s own, and all on wish where one may', async () => {
    const { element } = await mount();
    expect(rows(element)).to.deep.equal([
      '<b>Anna</b> 3 1:02:05 1:00 1 2 Solved 2 4.5 of 5 (2 ratings)',
    ]);
    element.shadowRoot?.querySelector<HTMLElement>('input[type=checkbox]')?.click();
    await settled(element);
    expect(rows(element).at(-1)).to.match(/^Ben .* –$/);
    const own = await mount({ mayAll: false });
    expect(own.element.shadowRoot?.querySelectorAll('input[type=checkbox]').length).to.equal(0);
  });

  it('asks anew for another period, and says what is wrong with one that is none', async () => {
    const { element, desk } = await mount();
    const select = element.shadowRoot?.querySelector('select');
    const asked = (): number => desk.calls.filter((call) => call === 'activity').length;
    expect(asked()).to.equal(1);
    if (select == null) throw new Error('no periods');
    select.value = 'own';
    select.dispatchEvent(new Event('change'));
    await settled(element);
    const [first] =
      element.shadowRoot?.querySelectorAll<HTMLInputElement>('input[type=date]') ?? [];
    if (first === undefined) throw new Error('no days');
    first.value = '2999-01-01';
    first.dispatchEvent(new Event('change'));
    await settled(element);
    expect(textOf(element)).to.include('Choose a first day that is not after the last one.');
    select.value = 'today';
    select.dispatchEvent(new Event('change'));
    await settled(element);
    expect(asked()).to.equal(2);
    expect(rows(element)).to.have.length(1);
  });

  it('makes a file of it, and offers none where nothing happened', async () => {
    const { element, desk } = await mount();
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      saved.push(this.download);
    };
    try {
      byName(element, 'button', 'Download as CSV').click();
      await settled(element);
      expect(desk.calls).to.include('export by comma');
      expect(saved[0]).to.match(/^activity-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
      const empty = await mount({ report: [] });
      expect(textOf(empty.element)).to.include('Nothing happened in this period.');
      byName(empty.element, 'button', 'Download as CSV').click();
      await settled(empty.element);
      expect(empty.desk.calls.filter((call) => call.startsWith('export'))).to.deep.equal([]);
      // Where a comma stands in numbers, spreadsheets separate by semicolons.
      element.lang = 'de';
      await until(() => allByName(element, 'button', 'Als CSV herunterladen').length === 1);
      byName(element, 'button', 'Als CSV herunterladen').click();
      await settled(element);
      expect(desk.calls).to.include('export by semicolon');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it('says that it could not be made, and tries again', async () => {
    const client = new FakeSessionClient();
    client.desk.report = [anna];
    client.desk.refusal = 'server-error';
    const element = await fixture<ActivityReport>(
      html`<activity-report lang="en" .client=${client}></activity-report>`,
    );
    await settled(element);
    expect(textOf(element)).to.include('The report could not be made. Code: server-error');
    byName(element, 'button', 'Try again').focus();
    byName(element, 'button', 'Try again').click();
    await settled(element);
    expect(rows(element)).to.have.length(1);
    expect(element.shadowRoot?.activeElement?.id, 'the button is gone').to.equal('heading');
    expect(allByName(element, 'button', 'Try again')).to.have.length(0);
  });

  for (const lang of ['en', 'de', 'it', 'ro'])
    it(`can be used by everybody (${lang})`, async () => {
      const { element } = await mount({ lang });
      await expect(element).to.be.accessible();
    });
});
