/** Written into the worker by pwa/build. */
declare const __VERSION__: string;
declare const __PRECACHE__: string[];
declare const __LATER__: string[];
