"use strict";

// Runs inside a report: tells the page around it what there is to see, in lines.
addEventListener("load", () =>
  setTimeout(() => {
    const lines = [];
    const style = getComputedStyle(document.documentElement);
    const names = ["mark", "mark-strong", "mark-weak", "second"];
    for (let v = 1; v <= 8; v++) {
      names.push("value-" + v);
    }
    const painted = new Set(names.map((name) => style.getPropertyValue("--" + name).trim()));
    const data = JSON.parse(document.getElementById("data").textContent);

    lines.push("dark " + matchMedia("(prefers-color-scheme: dark)").matches);
    lines.push("ground " + getComputedStyle(document.body).backgroundColor);
    lines.push("loaded " + performance.getEntriesByType("resource").length);
    lines.push("wider " + (document.documentElement.scrollWidth > innerWidth));

    const overlap = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;

    for (const plot of document.querySelectorAll("[data-figure]")) {
      const figure = data.figures[Number(plot.dataset.figure)];
      const frame = plot.getBoundingClientRect();
      const marks = [...plot.querySelectorAll("svg path, svg circle, svg rect, svg polyline")].filter((mark) => {
        const box = mark.getBoundingClientRect();
        const visible = ["fill", "stroke"].some((paint) => painted.has(mark.getAttribute(paint)));
        const strokes = mark.getAttribute("stroke-width") !== "0";
        // A stroke from a place to itself is a dot if its ends are round.
        const isDot = mark.getAttribute("stroke-linecap") === "round";
        return visible && strokes && (isDot || box.width > 0 || box.height > 0);
      });
      const texts = [...plot.querySelectorAll("svg text")].map((text) => text.getBoundingClientRect());
      let overlaps = 0;
      let outside = 0;
      texts.forEach((text, i) => {
        texts.slice(i + 1).forEach((other) => (overlaps += overlap(text, other) ? 1 : 0));
        outside += text.left < frame.left - 1 || text.right > frame.right + 1 || text.bottom > frame.bottom + 1 ? 1 : 0;
      });
      const numbers = figure.names ?? figure.values ?? data.draws[figure.x] ?? figure.steps ?? [];
      const label = plot.getAttribute("role") === "img" && plot.getAttribute("aria-label") !== "";
      lines.push(
        `figure ${figure.kind} numbers ${numbers.length} marks ${marks.length} overlaps ${overlaps} ` +
          `outside ${outside} width ${Math.round(frame.width)} labelled ${label}`,
      );
    }
    parent.postMessage(lines.join("\n"), "*");
  }, 500),
);
