// Imported before uvu: without this uvu starts a run of its own while files are still being loaded.
(globalThis as unknown as { UVU_DEFER: number }).UVU_DEFER = 1;
export {};
