// The worker in which models look into pictures: a file of its own beside the SDK, as the one that draws.
import '@fernblick/ar/vision-worker';
