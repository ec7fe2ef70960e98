export interface NewsItem {
  date: string;
  text: string;
  link?: string;
}

export const newsData: NewsItem[] = [
  {
    date: "2026-03",
    text: "The wallpaper site is rewritten in a framework of the week.",
    link: "https://example.org/wallpaper",
  },
  { date: '2025-11', text: 'Borders, a short course, is online.' },
  // { date: "2025-10", text: "An entry nobody should see." },
  {
    date: "2025-02",
    text: `Talk: "Repeat after me"`,
  },
];
