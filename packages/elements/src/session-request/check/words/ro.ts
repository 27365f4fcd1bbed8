import type { CheckWords } from './en.ts';

/** The words of the check before a call, in Romanian. */
export const ro: CheckWords = {
  listen: 'Înregistrați și ascultați',
  samples: {
    none: 'Se înregistrează trei secunde și vi se redau. Nu se păstrează nicăieri.',
    recording: 'Vă rugăm să spuneți ceva …',
    playing: 'Așa vă auziți …',
    played: 'V-ați auzit? Dacă nu, alegeți alt microfon.',
    failed: 'Nu a reușit. Alegeți alt microfon și încercați din nou.',
  },
  play: 'Redați un sunet de probă',
  playing: 'Ar trebui să auziți trei note …',
  didYouHear: 'Ați auzit trei note?',
  yes: 'Da',
  no: 'Nu',
  speakerWorks: 'Difuzorul funcționează.',
  speakerRemedy:
    'Dați volumul mai tare, verificați dacă sunt conectate căști sau alegeți alt difuzor. Apoi încercați din nou.',
  network: 'Conexiune',
  searching: 'Se verifică conexiunea …',
  ways: {
    direct: 'Direct',
    relayUdp: 'Prin releul nostru',
    relayTcp: 'Prin releul nostru, pe un ocol',
  },
  worksIn: (ms) => `funcționează (${ms} ms)`,
  findings: {
    works: 'funcționează',
    untested: 'neverificat',
    denied: 'nepermis',
    missing: 'nu există',
    busy: 'folosit de alt program',
    failed: 'nu funcționează',
    blocked: 'nu trece',
    refused: 'este refuzat',
    full: 'nu are loc',
  },
  verdicts: {
    open: 'Conexiunea dumneavoastră este pregătită pentru un apel video.',
    detour:
      'Rețeaua dumneavoastră lasă video să treacă doar pe un ocol. Un apel funcționează, dar imaginea se poate întrerupe. Este mai bine cu alt Wi-Fi, cu date mobile sau fără VPN.',
    'relay-down':
      'Releul nostru nu acceptă apeluri acum. Un apel poate reuși totuși. Vă rugăm să ne spuneți și să încercați mai târziu.',
    closed:
      'Această rețea nu lasă apeluri video să treacă. Încercați cu date mobile sau cu alt Wi-Fi, opriți un VPN sau întrebați cine administrează rețeaua.',
  },
  again: 'Verificați din nou conexiunea',
  checked: 'Verificat înainte de apel',
  devices: { camera: 'Cameră', microphone: 'Microfon', speaker: 'Difuzor' },
  shortVerdicts: {
    open: 'funcționează',
    detour: 'funcționează pe un ocol (TCP); imaginea se poate întrerupe',
    'relay-down': 'releul nu acceptă apeluri',
    closed: 'nu lasă apeluri să treacă',
  },
};
