import type { Priority, TicketStatus } from '../desk-data.ts';

/** A ticket as the desk is delivered with it; ages count back from the first start. */
export interface SeedTicket {
  readonly id: string;
  readonly subject: string;
  readonly device: string;
  readonly customer: string;
  readonly city: string;
  readonly priority: Priority;
  readonly status: TicketStatus;
  readonly ageMinutes: number;
  readonly messages: readonly {
    readonly from: 'customer' | 'anna' | 'ben' | 'carla';
    readonly ageMinutes: number;
    readonly text: string;
  }[];
}

/** What can come of a session: put into Fernblick at the first start. */
export const seedDispositions: readonly { readonly code: string; readonly label: string }[] = [
  { code: 'solved', label: 'Solved in the call' },
  { code: 'visit', label: 'A technician must come' },
  { code: 'spare-part', label: 'Spare part ordered' },
  { code: 'call-back', label: 'Call back' },
];

/** What the desk's agents send again and again: put into Fernblick at the first start. */
export const seedResponses: readonly {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}[] = [
  {
    id: 'greeting',
    title: 'Greeting',
    text: 'Hello, this is Nordlicht Service. I can see your camera now. What can I do for you?',
  },
  {
    id: 'hold-closer',
    title: 'Hold the camera closer',
    text: 'Please hold the camera a little closer, about a hand’s width away, and keep it still for a moment.',
  },
  {
    id: 'restart-router',
    title: 'Restart the router',
    text: 'Please pull the power plug of the router, wait for ten seconds, and plug it in again. The lights take about two minutes to settle.',
  },
  {
    id: 'type-plate',
    title: 'Find the type plate',
    text: 'Please show me the type plate. It is usually at the back or at the bottom of the device, and its number begins with S/N.',
  },
  {
    id: 'technician',
    title: 'Send a technician',
    text: 'I will send a technician to you. You will get a message with the day and the time within an hour.',
  },
];

const HOUR = 60;
const DAY = 24 * HOUR;

/** The ten tickets the desk opens with. */
export const seedTickets: readonly SeedTicket[] = [
  {
    id: 'T-1001',
    subject: 'Router shows a red light after moving house',
    device: 'Router NL-7530, fibre',
    customer: 'Maria Hofmann',
    city: 'Kiel',
    priority: 'high',
    status: 'open',
    ageMinutes: 47,
    messages: [
      {
        from: 'customer',
        ageMinutes: 47,
        text: 'Hello, we moved last weekend. The router is plugged in, but one of the lights stays red and there is no internet. There are four sockets at the back and I am not sure the cable is in the right one.',
      },
      {
        from: 'anna',
        ageMinutes: 12,
        text: 'Hello Maria, that sounds like the fibre cable. It will be quickest if you show me the back of the router. May I start a video session?',
      },
      { from: 'customer', ageMinutes: 9, text: 'Yes please, I am standing in front of it.' },
    ],
  },
  {
    id: 'T-1002',
    subject: 'Boiler shows E5, no hot water',
    device: 'Gas boiler ThermoLine 24',
    customer: 'Jonas Becker',
    city: 'Bremen',
    priority: 'urgent',
    status: 'open',
    ageMinutes: 2 * HOUR + 5,
    messages: [
      {
        from: 'customer',
        ageMinutes: 2 * HOUR + 5,
        text: 'No hot water since this morning. The panel says E5 and the pressure needle is below 1. We have a small child at home.',
      },
      {
        from: 'ben',
        ageMinutes: 95,
        text: 'E5 means low water pressure. You can refill it yourself, but I would like to watch while you do it.',
      },
    ],
  },
  {
    id: 'T-1003',
    subject: 'Washing machine stops before the spin cycle',
    device: 'Washing machine Aqua 800',
    customer: 'Elena Popescu',
    city: 'Hamburg',
    priority: 'normal',
    status: 'open',
    ageMinutes: 5 * HOUR,
    messages: [
      {
        from: 'customer',
        ageMinutes: 5 * HOUR,
        text: 'It stops with the drum full of water and the door stays locked. The display blinks “filter”.',
      },
    ],
  },
  {
    id: 'T-1004',
    subject: 'Heat pump hums loudly at night',
    device: 'Heat pump NordAir 9',
    customer: 'Tobias Krüger',
    city: 'Lübeck',
    priority: 'normal',
    status: 'waiting',
    ageMinutes: DAY + 3 * HOUR,
    messages: [
      {
        from: 'customer',
        ageMinutes: DAY + 3 * HOUR,
        text: 'Since the frost the unit outside hums so loudly that the neighbours complained.',
      },
      {
        from: 'carla',
        ageMinutes: DAY,
        text: 'Could you look whether there is ice on the fan grille, and tell me what the small screen says?',
      },
    ],
  },
  {
    id: 'T-1005',
    subject: 'Thermostat forgets its schedule',
    device: 'Room thermostat Klima S',
    customer: 'Giulia Conti',
    city: 'Hannover',
    priority: 'low',
    status: 'open',
    ageMinutes: DAY + 7 * HOUR,
    messages: [
      {
        from: 'customer',
        ageMinutes: DAY + 7 * HOUR,
        text: 'Every Monday the thermostat is back at 20 degrees all day. I have set it three times now.',
      },
    ],
  },
  {
    id: 'T-1006',
    subject: 'Water under the dishwasher door',
    device: 'Dishwasher Stille 45',
    customer: 'Samuel Okafor',
    city: 'Rostock',
    priority: 'high',
    status: 'open',
    ageMinutes: 3 * HOUR + 20,
    messages: [
      {
        from: 'customer',
        ageMinutes: 3 * HOUR + 20,
        text: 'After each programme there is a small puddle on the left. The rubber seal looks fine to me.',
      },
    ],
  },
  {
    id: 'T-1007',
    subject: 'Solar inverter reports an insulation fault',
    device: 'Inverter SolLicht 6 kW',
    customer: 'Katharina Vogel',
    city: 'Flensburg',
    priority: 'urgent',
    status: 'waiting',
    ageMinutes: 2 * DAY,
    messages: [
      {
        from: 'customer',
        ageMinutes: 2 * DAY,
        text: 'Code 3501 after the storm. The red light is on and nothing is fed in. Is it safe to stand next to it?',
      },
      {
        from: 'anna',
        ageMinutes: 2 * DAY - 30,
        text: 'Yes, it is safe as long as you do not open it. Please switch the DC switch to 0. A technician gets back to you with a date.',
      },
    ],
  },
  {
    id: 'T-1008',
    subject: 'Oven display stays dark after a power cut',
    device: 'Oven Backwerk 60',
    customer: 'Andrei Ionescu',
    city: 'Schwerin',
    priority: 'normal',
    status: 'open',
    ageMinutes: 26,
    messages: [
      {
        from: 'customer',
        ageMinutes: 26,
        text: 'We had a power cut. The fridge is back, the oven is not. I do not know which fuse belongs to it.',
      },
    ],
  },
  {
    id: 'T-1009',
    subject: 'Doorbell camera is offline',
    device: 'Doorbell TürBlick 2',
    customer: 'Lucía Fernández',
    city: 'Oldenburg',
    priority: 'normal',
    status: 'solved',
    ageMinutes: 4 * DAY,
    messages: [
      {
        from: 'customer',
        ageMinutes: 4 * DAY,
        text: 'The app says “camera offline” since I changed the Wi-Fi password.',
      },
      {
        from: 'ben',
        ageMinutes: 4 * DAY - 50,
        text: 'Hold the small button at the bottom for ten seconds, then add it again in the app.',
      },
      { from: 'customer', ageMinutes: 4 * DAY - 70, text: 'That did it. Thank you!' },
    ],
  },
  {
    id: 'T-1010',
    subject: 'Coffee machine asks for descaling again and again',
    device: 'Coffee machine Morgenrot',
    customer: 'Peter Lindqvist',
    city: 'Husum',
    priority: 'low',
    status: 'open',
    ageMinutes: 6 * HOUR + 40,
    messages: [
      {
        from: 'customer',
        ageMinutes: 6 * HOUR + 40,
        text: 'I descaled it twice, with the tablets from the box. The orange drop comes back after one cup.',
      },
    ],
  },
];
