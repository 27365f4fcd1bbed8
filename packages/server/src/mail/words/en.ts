/** The words of e-mails in English; what it has every other language must have. */
export const en = {
  hello: (name: string) => `Hello ${name},`,
  helloAnybody: 'Hello,',
  session: 'Video session',
  open: 'Open the video session',
  toPage: 'Open the page',
  yours: 'The link is for you alone. It opens in the browser, without an app or an account.',
  invited: {
    subject: (by: string | null) =>
      by === null ? 'You are invited to a video session' : `${by} invites you to a video session`,
    text: (by: string | null) =>
      `${by ?? 'Your support team'} is waiting for you in a video session.`,
    textLater: (by: string | null, when: string) =>
      by === null
        ? `You are invited to a video session on ${when}.`
        : `${by} invites you to a video session on ${when}.`,
  },
  colleague: {
    subject: (by: string | null) =>
      by === null ? 'Please join a video session' : `${by} asks you to join a video session`,
    text: (by: string | null, ticket: string | null) =>
      `${by ?? 'Your help desk'} asks you to join a video session${ticket === null ? '' : ` about ticket ${ticket}`}.`,
    open: 'Open it in the help desk',
    yours:
      'The link leads to your help desk, where you are signed in as always. It lets nobody in who is not an agent there.',
  },
  confirmed: {
    subject: (when: string) => `Your video session on ${when}`,
    text: (when: string) => `Your video session is agreed for ${when}.`,
  },
  ready: {
    subject: 'Your video session: we are ready for you',
    text: 'We can help you now. Open the video session as soon as it suits you.',
  },
  proposed: {
    subject: 'Other times for your video session',
    text: 'The times that you named do not suit us. We can offer you:',
    /** To whoever named none. */
    textAnyTime: 'We can offer you:',
    next: 'Choose one of them, or name others, on this page:',
    nextOne: 'Agree to it, or name other times, on this page:',
  },
  declined: {
    subject: 'Your request for a video session',
    text: 'We cannot hold the video session that you asked for.',
    next: 'You can ask again at any time on the page where you asked for it.',
  },
  cancelled: {
    subject: (when: string) => `Called off: your video session on ${when}`,
    subjectNoTime: 'Called off: your video session',
    text: (when: string) => `The video session on ${when} will not take place.`,
    textNoTime: 'The video session that you asked for will not take place.',
    next: 'If you still need help, ask for another time on the page where you asked for this one.',
  },
  missed: {
    subject: 'We missed you in your video session',
    text: 'We waited for you in the video session, but did not meet you.',
    next: 'If you still need help, ask for another time on the page where you asked for this one.',
  },
  reminder: {
    subject: (when: string) => `Reminder: your video session on ${when}`,
    text: (when: string) => `This is to remind you of your video session on ${when}.`,
  },
  rating: {
    subject: 'How was your video session?',
    text: 'You had a video session with us. How was it? One to five stars are enough, and take a few seconds.',
    open: 'Rate the session',
  },
  wrote: (name: string) => `${name} wrote:`,
  wroteUs: 'Our message to you:',
  why: 'You get this e-mail because you asked for a video session.',
  whyRating: 'You get this e-mail because you were in a video session.',
  whyInvited: 'You get this e-mail because somebody has entered your address to invite you.',
};

/** What every language must say. */
export type MailWords = typeof en;
