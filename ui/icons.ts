/** Every icon the hub draws, by its name in Lucide; the build puts exactly these into the sprite. */
export const ICONS = [
  "activity", "archive", "arrow-left", "arrow-right", "ban", "bell", "blocks", "book-open", "bookmark", "chart-column",
  "check", "chevron-down", "circle-alert", "circle-check", "circle-dashed", "circle-help", "circle-x", "clock", "copy",
  "download", "external-link", "eye", "eye-off", "file-text", "flag", "hourglass", "house", "image", "info", "key-round",
  "layers", "link", "lock", "log-out", "map-pin", "message-circle", "minus", "moon", "package", "package-check", "pencil",
  "plus", "printer", "qr-code", "receipt-text", "refresh-cw", "search", "server", "settings", "shield-check",
  "shopping-basket", "sprout", "store", "sun", "tag", "ticket", "trash-2", "triangle-alert", "truck", "undo-2", "upload",
  "user", "users", "wallet", "x", "zap",
] as const;

export type IconName = (typeof ICONS)[number];
