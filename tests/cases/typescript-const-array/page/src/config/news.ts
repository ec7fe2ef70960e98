import type { News } from "../types";

const news: Array<News> = [
  {
    date: "March 2026",
    content: "Our [examples](https://example.org/exemples) are translated.",
  },
  {
    date: "October 2025",
    content: 'A course called "For example".',
  },
  {
    date: "June 2025",
    content: "An award, **imaginary** as ever.",
  },
];

export default news;
