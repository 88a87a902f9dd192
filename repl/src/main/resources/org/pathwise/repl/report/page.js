"use strict";

// Draws the figures of the page from the numbers in it. A figure's `kind` names the function that
// makes the option of its chart; colours are those of the style sheet at the time.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const charts = [];
  let colours = {};

  const colour = (name) => {
    if (!(name in colours)) {
      colours[name] = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
    }
    return colours[name];
  };

  // A number as a label: at most four digits, with a real minus sign.
  const label = (value) => {
    if (value === null || value === undefined || Number.isNaN(value)) {
      return "–";
    }
    const size = Math.abs(value);
    const text =
      size !== 0 && (size < 1e-4 || size >= 1e6)
        ? value.toExponential(2).replace(/\.?0+e/, "e").replace("e+", "e")
        : String(Number(value.toPrecision(4)));
    return text.replace(/-/g, "−");
  };

  const escape = (text) => echarts.format.encodeHTML(text);

  const font = getComputedStyle(document.body).fontFamily;

  const axis = (more) => ({
    axisLine: { show: true, onZero: false, lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true, formatter: label },
    splitLine: { show: false, lineStyle: { color: colour("line") } },
    nameTextStyle: { color: colour("soft"), fontSize: 11 },
    ...more,
  });

  const option = (more) => ({
    animation: false,
    textStyle: { fontFamily: font, color: colour("ink") },
    ...more,
    tooltip: {
      backgroundColor: colour("raised"),
      borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontSize: 12 },
      confine: true,
      ...more.tooltip,
    },
  });

  const plain = { type: "line", symbol: "none", silent: true, lineStyle: { width: 0 } };

  // Ends that are round numbers a little outside of the data would leave room for nothing.
  const range = (values, room) => {
    const finite = values.filter((value) => value !== null);
    const low = Math.min(...finite);
    const high = Math.max(...finite);
    const margin = (high - low || Math.abs(high) || 1) * room;
    return { min: low - margin, max: high + margin };
  };

  // Labels stand at round numbers only, not at the ends of the axis.
  const roundOnly = { showMinLabel: false, showMaxLabel: false };

  const intervalWords = (name, [low, lower, middle, upper, high]) =>
    `<b>${escape(name)}</b><br>median ${label(middle)}<br>50 %: ${label(lower)} to ${label(upper)}` +
    `<br>90 %: ${label(low)} to ${label(high)}`;

  const labelled = (names) => 8 + 6.7 * Math.max(...names.map((name) => name.length));

  const intervalAxis = (intervals, room) =>
    axis({
      type: "value",
      ...range(intervals.flat(), room),
      splitNumber: 4,
      axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true, formatter: label, ...roundOnly },
      splitLine: { show: true, lineStyle: { color: colour("line") } },
    });

  // A category axis with a label at every fifth, tenth, ... index, as many as there is room for.
  const indexAxis = (labels, width, more) => {
    const longest = Math.max(...labels.map((text) => text.length));
    const most = Math.max(1, (width - 68) / (7 * longest + 14));
    const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    const step = steps.find((candidate) => labels.length / candidate <= most) ?? labels.length;
    return axis({
      type: "category",
      data: labels,
      axisLabel: { color: colour("soft"), fontSize: 11, interval: (i) => (i + 1) % step === 0 },
      ...more,
    });
  };

  // A dot at each median on strokes for the intervals. A gap ends each stroke.
  const strokes = (names, intervals, size, point) => {
    const whole = intervals.map((interval) => interval.every((value) => value !== null));
    const bar = (from, to, paint, width, z) => ({
      type: "line",
      data: intervals.flatMap((interval, place) =>
        whole[place] ? [point(interval[from], place), point(interval[to], place), [null, null]] : [],
      ),
      symbol: "none",
      silent: true,
      lineStyle: { color: paint, width, cap: "round" },
      z,
    });
    return {
      tooltip: { trigger: "item", formatter: ({ dataIndex }) => intervalWords(names[dataIndex], intervals[dataIndex]) },
      series: [
        bar(0, 4, colour("mark-weak"), 0.6 * size, 2),
        bar(1, 3, colour("mark-strong"), 0.75 * size, 3),
        {
          type: "scatter",
          data: intervals.map((interval, place) => point(whole[place] ? interval[2] : null, place)),
          symbolSize: size,
          itemStyle: { color: colour("mark"), borderColor: colour("ground"), borderWidth: 0.18 * size },
          z: 4,
        },
      ],
    };
  };

  const shareAxis = () =>
    axis({
      type: "value",
      min: 0,
      max: 1,
      interval: 0.25,
      axisLabel: { color: colour("soft"), fontSize: 11, formatter: (share) => 100 * share + " %" },
    });

  // Stacked bars: of each number the share of each value.
  const sharesOption = (names, values, shares, axes, barWidth) =>
    option({
      ...axes,
      legend: {
        top: 0,
        left: 0,
        icon: "roundRect",
        itemWidth: 12,
        itemHeight: 10,
        selectedMode: false,
        textStyle: { color: colour("soft"), fontSize: 11 },
      },
      tooltip: {
        trigger: "item",
        formatter: ({ dataIndex }) =>
          `<b>${escape(names[dataIndex])}</b>` +
          values.map((value, v) => `<br>${label(value)}: ${label(100 * shares[v][dataIndex])} %`).join(""),
      },
      series: values.map((value, v) => ({
        type: "bar",
        name: label(value),
        stack: "shares",
        barWidth,
        data: shares[v],
        itemStyle: { color: colour("value-" + (v + 1)) },
      })),
    });

  const kinds = {
    rows({ names, intervals }) {
      const scalar = names.length === 1 && !names[0].includes("[");
      return option({
        grid: { left: scalar ? 16 : Math.min(160, labelled(names)), right: 16, top: 6, bottom: 26 },
        xAxis: intervalAxis(intervals, 0.06),
        yAxis: axis({
          type: "category",
          data: names,
          inverse: true,
          axisLine: { show: false },
          axisLabel: {
            show: !scalar,
            color: colour("soft"),
            fontSize: 11,
            interval: 0,
            width: 150,
            overflow: "truncate",
          },
        }),
        ...strokes(names, intervals, 8, (value, place) => [value, place]),
      });
    },

    columns({ names, labels, intervals }, width) {
      return option({
        grid: { left: 52, right: 16, top: 10, bottom: 28 },
        xAxis: indexAxis(labels, width, {}),
        yAxis: intervalAxis(intervals, 0.04),
        ...strokes(names, intervals, Math.min(8, Math.max(2, (0.7 * (width - 68)) / names.length)), (value, place) => [
          place,
          value,
        ]),
      });
    },

    band({ names, labels, intervals }, width) {
      const at = (quantile) => intervals.map((interval) => interval[quantile]);
      const between = (stack, from, to, paint) => [
        { ...plain, stack, stackStrategy: "all", data: at(from) },
        {
          ...plain,
          stack,
          stackStrategy: "all",
          data: intervals.map((interval) =>
            interval[from] === null || interval[to] === null ? null : interval[to] - interval[from],
          ),
          areaStyle: { color: paint, opacity: 1 },
        },
      ];
      return option({
        grid: { left: 52, right: 16, top: 10, bottom: 28 },
        xAxis: indexAxis(labels, width, { boundaryGap: false }),
        yAxis: intervalAxis(intervals, 0.04),
        tooltip: {
          trigger: "axis",
          axisPointer: { lineStyle: { color: colour("faint") } },
          formatter: ([{ dataIndex }]) => intervalWords(names[dataIndex], intervals[dataIndex]),
        },
        series: [
          ...between("90", 0, 4, colour("mark-weak")),
          ...between("50", 1, 3, colour("mark-strong")),
          { type: "line", symbol: "none", data: at(2), lineStyle: { color: colour("mark"), width: 1.5 }, z: 10 },
        ],
      });
    },

    shares({ names, values, shares }) {
      return sharesOption(names, values, shares, {
        grid: { left: Math.min(160, labelled(names)), right: 18, top: 30, bottom: 26 },
        xAxis: shareAxis(),
        yAxis: axis({
          type: "category",
          data: names,
          inverse: true,
          axisLine: { show: false },
          axisLabel: { color: colour("soft"), fontSize: 11, interval: 0, width: 150, overflow: "truncate" },
        }),
      }, "64%");
    },

    sharesBand({ names, labels, values, shares }, width) {
      return sharesOption(names, values, shares, {
        grid: { left: 52, right: 16, top: 34, bottom: 28 },
        xAxis: indexAxis(labels, width, {}),
        yAxis: shareAxis(),
      }, names.length > 100 ? "100%" : "80%");
    },

    curve({ from, to, density, quantiles, atoms }) {
      const points = density.map((y, i) => [from + ((to - from) * i) / (density.length - 1), y]);
      const at = (x) => {
        const place = ((x - from) / (to - from)) * (density.length - 1);
        const i = Math.max(0, Math.min(density.length - 2, Math.floor(place)));
        return density[i] + (density[i + 1] - density[i]) * (place - i);
      };
      const part = (low, high) => [
        [Math.max(low, from), at(Math.max(low, from))],
        ...points.filter(([x]) => x > low && x < high),
        [Math.min(high, to), at(Math.min(high, to))],
      ];
      const area = (low, high, paint) => ({
        ...plain,
        data: part(low, high),
        areaStyle: { color: paint, opacity: 1, origin: "start" },
      });
      // A density that grows without end at a bound would leave nothing to see of the rest.
      const top = Math.min(Math.max(...density), 4 * Math.max(...quantiles.slice(1, 4).map(at)));
      const wide = { min: Math.min(from, ...atoms), max: Math.max(to, ...atoms) };
      const room = atoms.length > 0 ? (wide.max - wide.min) * 0.03 : 0;
      return option({
        grid: { left: 8, right: 8, top: 8, bottom: 24 },
        xAxis: axis({
          type: "value",
          min: wide.min - room,
          max: wide.max + room,
          splitNumber: 3,
          axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true, formatter: label, ...roundOnly },
        }),
        yAxis: { type: "value", show: false, min: 0, max: top * 1.04 },
        tooltip: { show: false },
        series: [
          area(quantiles[0], quantiles[4], colour("mark-weak")),
          area(quantiles[1], quantiles[3], colour("mark-strong")),
          {
            ...plain,
            data: points,
            lineStyle: { width: 1.75, color: colour("mark") },
          },
          {
            ...plain,
            data: [
              [quantiles[2], 0],
              [quantiles[2], at(quantiles[2])],
            ],
            lineStyle: { width: 1.75, color: colour("mark") },
          },
          ...atoms.map((x) => ({
            ...plain,
            data: [
              [x, 0],
              [x, top],
            ],
            lineStyle: { width: 3, color: colour("second") },
          })),
        ],
      });
    },

    bars({ values, shares }) {
      return option({
        grid: { left: 38, right: 8, top: 8, bottom: 24 },
        xAxis: axis({
          type: "category",
          data: values,
          axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true },
        }),
        yAxis: axis({
          type: "value",
          min: 0,
          splitNumber: 3,
          axisLine: { show: false },
          axisLabel: { color: colour("soft"), fontSize: 11, formatter: (share) => Math.round(100 * share) + " %" },
          splitLine: { show: true, lineStyle: { color: colour("line") } },
        }),
        tooltip: {
          trigger: "item",
          formatter: ({ dataIndex }) => `<b>${escape(values[dataIndex])}</b>: ${label(100 * shares[dataIndex])} %`,
        },
        series: [{ type: "bar", data: shares, barMaxWidth: 28, itemStyle: { color: colour("mark") } }],
      });
    },

    pair({ x, y, logX, logY }) {
      const side = (name, log, more) =>
        axis({
          type: log ? "log" : "value",
          scale: true,
          name: log ? name + " (log)" : name,
          nameLocation: "middle",
          splitNumber: 4,
          axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true, formatter: label, ...roundOnly },
          ...more,
        });
      const ends = (name, log) => {
        const values = data.draws[name];
        if (!log) {
          return range(values, 0.04);
        }
        const { min, max } = range(values.map(Math.log), 0.04);
        return { min: Math.exp(min), max: Math.exp(max) };
      };
      return option({
        grid: { left: 58, right: 12, top: 10, bottom: 42 },
        xAxis: side(x, logX, { nameGap: 26, ...ends(x, logX) }),
        yAxis: side(y, logY, { nameGap: 42, ...ends(y, logY) }),
        tooltip: { show: false },
        series: [
          {
            type: "scatter",
            silent: true,
            symbolSize: 4,
            data: data.draws[x].map((value, i) => [value, data.draws[y][i]]),
            itemStyle: { color: colour("mark"), opacity: 0.45 },
          },
        ],
      });
    },

    trace({ objective, steps, elbo, middle, stepSizes, final, floor }) {
      const paired = (values) => steps.map((step, i) => [step, values[i]]);
      const seen = elbo.filter((value) => value !== null && (floor === null || value >= floor));
      const ends = range(final === null ? seen : [...seen, final], 0.05);
      const count = (step) => label(step).replace(/\B(?=(\d{3})+$)/g, ",");
      const step = { type: "value", min: 0, max: steps[steps.length - 1] };
      return option({
        grid: [
          { left: 64, right: 16, top: 28, height: 210 },
          { left: 64, right: 16, top: 286, bottom: 42 },
        ],
        axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colour("faint") } },
        xAxis: [
          axis({ ...step, gridIndex: 0, axisLabel: { show: false } }),
          axis({
            ...step,
            gridIndex: 1,
            name: "step",
            nameLocation: "middle",
            nameGap: 26,
            axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true, formatter: count, showMaxLabel: false },
          }),
        ],
        yAxis: [
          axis({
            type: "value",
            gridIndex: 0,
            name: objective,
            nameTextStyle: { color: colour("soft"), fontSize: 11, align: "right", padding: [0, 6, 0, 0] },
            ...ends,
            axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true, formatter: label, ...roundOnly },
            splitLine: { show: true, lineStyle: { color: colour("line") } },
          }),
          axis({
            type: "log",
            gridIndex: 1,
            name: "step size",
            nameTextStyle: { color: colour("soft"), fontSize: 11, align: "right", padding: [0, 6, 0, 0] },
            splitNumber: 3,
          }),
        ],
        tooltip: {
          trigger: "axis",
          formatter: ([{ dataIndex: i }]) =>
            `step ${count(steps[i])}<br>${escape(objective)} ${label(elbo[i])}, running median ${label(middle[i])}` +
            `<br>step size ${label(stepSizes[i])}`,
        },
        series: [
          {
            type: "scatter",
            silent: true,
            data: paired(elbo).filter(([, value]) => value !== null && value >= ends.min),
            symbolSize: 2.5,
            itemStyle: { color: colour("mark-strong"), opacity: 0.55 },
          },
          {
            type: "line",
            symbol: "none",
            data: paired(middle),
            clip: true,
            lineStyle: { color: colour("mark"), width: 1.75 },
            markLine:
              final === null
                ? undefined
                : {
                    silent: true,
                    symbol: "none",
                    label: { show: false },
                    lineStyle: { color: colour("second"), width: 1.25, type: "dashed" },
                    data: [{ yAxis: final }],
                  },
          },
          {
            type: "line",
            symbol: "none",
            xAxisIndex: 1,
            yAxisIndex: 1,
            step: "end",
            data: paired(stepSizes).map(([at, size]) => [at, size > 0 ? size : null]),
            lineStyle: { color: colour("second"), width: 1.5 },
          },
        ],
      });
    },
  };

  const draw = ({ chart, figure }) => chart.setOption(kinds[figure.kind](figure, chart.getWidth()), true);

  const drawAll = () => {
    colours = {};
    charts.forEach(draw);
  };

  for (const element of document.querySelectorAll("[data-figure]")) {
    const figure = data.figures[Number(element.dataset.figure)];
    const drawn = { chart: echarts.init(element, null, { renderer: "svg" }), figure };
    charts.push(drawn);
    draw(drawn);
    new ResizeObserver(() => {
      if (drawn.chart.getWidth() !== element.clientWidth) {
        drawn.chart.resize();
        draw(drawn);
      }
    }).observe(element);
  }
  document.documentElement.dataset.drawn = String(charts.length);

  // Colours follow the system's, and paper is light.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  matchMedia("print").addEventListener("change", drawAll);
})();
