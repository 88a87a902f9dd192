package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Quantity.Form;
import org.pathwise.runtime.math.ErrorFunctions;
import org.pathwise.runtime.math.LogisticFunctions;

import java.util.function.DoubleUnaryOperator;

/**
 * The steps without operands, each with its inverse. All are increasing; those that the language
 * has under a name have the same one here.
 */
enum NamedStep implements Step {
    EXP("exp", Math::exp, Range.ANY, Range.POSITIVE) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Quantity y = Quantity.ofLog(x.a, range, x::value);
            return x.isInLogs() && x.range.upper() <= 0
                    ? y.with(Form.LOG_ONE_MINUS, () -> logOneMinus(x))
                    : y;
        }

        /** {@code log(1 - exp(x))}, which is {@code log(-x)} for the smallest x. */
        private Variable logOneMinus(Quantity x) {
            Algebra a = x.a;
            return a.select(
                    a.above(x.value(), -1e-17), x.log(), a.of(Function.LOG1M_EXP, x.value()));
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return y.log();
        }
    },
    LOG("log", Math::log, Range.POSITIVE, Range.ANY) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, x::log);
        }
    },
    INV_LOGIT("inv_logit", LogisticFunctions::invLogit, Range.ANY, Range.UNIT) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(a, range, () -> a.invLogit(x.value()))
                    .with(Form.LOG, () -> a.negate(a.log1pExp(a.negate(x.value()))))
                    .with(Form.LOG_ONE_MINUS, () -> a.negate(a.log1pExp(x.value())))
                    .with(Form.LESS_ONE, () -> a.negate(a.invLogit(a.negate(x.value()))));
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.plus(y.log(), y.logOneMinus());
        }
    },
    LOGIT("logit", LogisticFunctions::logit, Range.UNIT, Range.ANY) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, () -> x.a.minus(x.log(), x.logOneMinus()));
        }
    },
    /** {@code x / (1 - x)}. */
    ODDS("odds", x -> x / (1 - x), Range.UNIT, Range.POSITIVE) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return x.like(
                            range,
                            () -> a.over(x.value(), a.negate(x.lessOne())),
                            () -> a.minus(x.log(), x.logOneMinus()))
                    .with(Form.LOG_ONE_PLUS, () -> a.negate(x.logOneMinus()));
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.times(-2, x.logOneMinus());
        }
    },
    /** {@code x / (1 + x)}, the inverse of the odds. */
    PROBABILITY(
            "probability",
            x -> Double.isInfinite(x) ? 1 : x / (1 + x),
            Range.POSITIVE,
            Range.UNIT) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return x.like(
                            range,
                            () -> a.over(a.number(1), a.plus(a.over(a.number(1), x.value()), 1)),
                            () -> a.minus(x.log(), x.logOnePlus()))
                    .with(Form.LOG_ONE_MINUS, () -> a.negate(x.logOnePlus()))
                    .with(Form.LESS_ONE, () -> a.negate(a.exp(a.negate(x.logOnePlus()))));
        }
    },
    TAN("tan", Math::tan, Range.open(-Math.PI / 2, Math.PI / 2), Range.ANY) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, () -> x.a.of(Function.TAN, x.value()));
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.log1p(x.a.square(y.value()));
        }
    },
    ATAN("atan", Math::atan, Range.ANY, Range.open(-Math.PI / 2, Math.PI / 2)) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, () -> x.a.of(Function.ATAN, x.value()));
        }
    },
    SIN("sin", Math::sin, Range.open(-Math.PI / 2, Math.PI / 2), Range.open(-1, 1)) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, () -> x.a.of(Function.SIN, x.value()));
        }

        /** {@code cos(x)^2 = (1 - y) (1 + y)}. */
        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.times(0.5, x.a.plus(y.logOneMinus(), y.logOnePlus()));
        }
    },
    ASIN("asin", Math::asin, Range.open(-1, 1), Range.open(-Math.PI / 2, Math.PI / 2)) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, () -> x.a.of(Function.ASIN, x.value()));
        }
    },
    TANH("tanh", Math::tanh, Range.ANY, Range.open(-1, 1)) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(a, range, () -> a.of(Function.TANH, x.value()))
                    .with(Form.LOG_ONE_MINUS, () -> logDistance(a, a.times(2, x.value())))
                    .with(Form.LOG_ONE_PLUS, () -> logDistance(a, a.times(-2, x.value())))
                    .with(Form.LESS_ONE, () -> a.times(-2, a.invLogit(a.times(-2, x.value()))))
                    .with(Form.PLUS_ONE, () -> a.times(2, a.invLogit(a.times(2, x.value()))));
        }

        private Variable logDistance(Algebra a, Variable twice) {
            return a.minus(Math.log(2), a.log1pExp(twice));
        }

        /** {@code 1 - y^2}. */
        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.plus(y.logOneMinus(), y.logOnePlus());
        }
    },
    ATANH("atanh", x -> 0.5 * (Math.log1p(x) - Math.log1p(-x)), Range.open(-1, 1), Range.ANY) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(
                    a, range, () -> a.times(0.5, a.minus(x.logOnePlus(), x.logOneMinus())));
        }
    },
    SINH("sinh", Math::sinh, Range.ANY, Range.ANY) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            return Quantity.of(x.a, range, () -> x.a.of(Function.SINH, x.value()));
        }

        /** {@code log(cosh(x))}. */
        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            Algebra a = x.a;
            Variable size = a.abs(x.value());
            return a.minus(a.plus(size, a.log1pExp(a.times(-2, size))), Math.log(2));
        }
    },
    ASINH(
            "asinh",
            x -> Math.copySign(Math.log(Math.abs(x) + Math.hypot(x, 1)), x),
            Range.ANY,
            Range.ANY) {
        /** {@code sign(x) log1p(|x| + x^2 / (1 + sqrt(1 + x^2)))}. */
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(
                    a,
                    range,
                    () -> {
                        Variable size = a.abs(x.value());
                        Variable square = a.square(size);
                        Variable root = a.of(Function.SQRT, a.plus(square, 1));
                        Variable excess = a.over(square, a.plus(root, 1));
                        return a.times(
                                a.of(Function.SIGN, x.value()), a.log1p(a.plus(size, excess)));
                    });
        }
    },
    PHI("Phi", ErrorFunctions::Phi, Range.ANY, Range.UNIT) {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(a, range, () -> a.of(Function.PHI, x.value()))
                    .with(Form.LOG, () -> a.of(Function.LOG_PHI, x.value()))
                    .with(Form.LOG_ONE_MINUS, () -> a.of(Function.LOG_PHI, a.negate(x.value())))
                    .with(Form.LESS_ONE, () -> a.negate(a.of(Function.PHI, a.negate(x.value()))));
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return NormalDistributions.logDensity(x.a, x.value(), x.a.number(1));
        }
    },
    INV_PHI("inv_Phi", ErrorFunctions::invPhi, Range.UNIT, Range.ANY) {
        /** From the nearer end. */
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(
                    a,
                    range,
                    () ->
                            a.select(
                                    a.of(Function.LESS, x.value(), a.number(0.5)),
                                    a.of(Function.INV_PHI, x.value()),
                                    a.negate(a.of(Function.INV_PHI, a.negate(x.lessOne())))));
        }
    };

    private final String function;
    private final DoubleUnaryOperator number;

    /** Where it is defined. */
    final Range domain;

    private final Range image;

    NamedStep(String function, DoubleUnaryOperator number, Range domain, Range image) {
        this.function = function;
        this.number = number;
        this.domain = domain;
        this.image = image;
    }

    @Override
    public NamedStep inverse() {
        return switch (this) {
            case EXP -> LOG;
            case LOG -> EXP;
            case INV_LOGIT -> LOGIT;
            case LOGIT -> INV_LOGIT;
            case ODDS -> PROBABILITY;
            case PROBABILITY -> ODDS;
            case TAN -> ATAN;
            case ATAN -> TAN;
            case SIN -> ASIN;
            case ASIN -> SIN;
            case TANH -> ATANH;
            case ATANH -> TANH;
            case SINH -> ASINH;
            case ASINH -> SINH;
            case PHI -> INV_PHI;
            case INV_PHI -> PHI;
        };
    }

    /** Of half of the steps it follows from their inverses. */
    @Override
    public Variable logSlope(Terms terms, Quantity x, Quantity y) {
        return x.a.negate(inverse().logSlope(terms, y, x));
    }

    @Override
    public boolean isIncreasing() {
        return true;
    }

    @Override
    public End image(End end) {
        return switch (end) {
            case End.Infinite(boolean positive) -> End.of(positive ? image.upper() : image.lower());
            case End.Finite(Term.Constant(double x)) -> {
                if (x <= domain.lower()) {
                    yield End.of(image.lower());
                }
                yield End.of(x >= domain.upper() ? image.upper() : number.applyAsDouble(x));
            }
            case End.Finite(Term term) -> new End.Finite(call(term));
        };
    }

    private Term call(Term x) {
        return switch (this) {
            case ODDS -> Term.of("./", x, Term.of("-", Term.ONE, x));
            case PROBABILITY -> Term.of("./", x, Term.of("+", Term.ONE, x));
            case ATANH ->
                    Term.of(
                            ".*",
                            new Term.Constant(0.5),
                            Term.of("-", Term.of("log1p", x), Term.of("log1m", x)));
            case ASINH ->
                    Term.of(
                            "log",
                            Term.of(
                                    "+",
                                    x,
                                    Term.of("sqrt", Term.of("+", Term.of("square", x), Term.ONE))));
            case EXP, LOG, INV_LOGIT, LOGIT, TAN, ATAN, SIN, ASIN, TANH, SINH, PHI, INV_PHI ->
                    Term.of(function, x);
        };
    }

    @Override
    public Range image(Range x, OperandRanges operands) {
        return Ranges.increasing(x, number, image);
    }
}
