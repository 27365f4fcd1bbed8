// The worker of recordings: a file of its own beside the SDK, so that a strict policy lets it start.
import '@fernblick/ar/recording-worker';
