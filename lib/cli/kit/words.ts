const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes as people say them, by thousands: "512 B", "1.5 MB", "104 MB". */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
