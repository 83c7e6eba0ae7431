// Placeholder, see wrapper.js.
exports.main = () => {
  throw new Error('This is the placeholder of the Forge runtime; the sandbox loads index.cjs itself.');
};
