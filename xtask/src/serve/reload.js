// Part of `cargo xtask serve` alone: loads the page again when the site has
// changed since it was made.
{
  const version = document.currentScript.dataset.version;
  const events = new EventSource("/.home-page/events");
  events.onmessage = (event) => {
    if (event.data !== version) location.reload();
  };
  // Firefox reports an error for a connection that ends with its page.
  addEventListener("pagehide", () => events.close());
}
