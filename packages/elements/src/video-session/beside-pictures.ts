// What is needed as soon as there are pictures to see, and not before.
import '../call-recording/call-recording.ts';
import '../camera-wishes/camera-wishes.ts';
import '../screenshot-tray/screenshot-tray.ts';
