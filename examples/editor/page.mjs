// A picture from the person's own device; it never leaves the page.
const editor = document.querySelector('screenshot-editor');
const input = document.querySelector('input');
input.addEventListener('change', () => {
  const isFree = !editor.isDirty || confirm('Throw away what you have drawn?');
  if (isFree) editor.image = input.files[0] ?? null;
});
addEventListener('beforeunload', (event) => {
  if (editor.isDirty) event.preventDefault();
});
