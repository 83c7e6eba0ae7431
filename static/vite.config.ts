import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Forge serves the files from a path that is not known before: every address is relative.
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 900 },
});
