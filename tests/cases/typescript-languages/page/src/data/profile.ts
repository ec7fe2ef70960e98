export type NewsItem = { date: string; text: string };

export const siteCopy = {
  en: {
    nav: { home: "Home" },
    home: {
      about: ["I grow moss."],
      newsTitle: "News",
      news: [
        { date: "2031", text: "The moss garden opens." },
        { date: "2030", text: "Began to grow moss." },
      ],
    },
  },
  de: {
    home: {
      news: [{ date: "2031", text: "Der Moosgarten öffnet." }],
    },
  },
};
