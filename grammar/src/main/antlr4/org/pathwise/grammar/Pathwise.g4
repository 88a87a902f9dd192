/*
 * The grammar of the Pathwise language.
 *
 * It is LL(1): every choice is made by the next token, so prediction never looks ahead and no input has two readings.
 * What that costs is said in the tree builder: the left side of `=` and of a named argument is an expression here and is
 * checked to be a name there.
 *
 * A statement ends at the end of its line. The parser expects NEWLINE tokens only where a line end counts: the caller
 * drops those inside ( ) and [ ], behind an operator, and before `{`, `else` and `then`.
 */
grammar Pathwise;

// ---- The top level ----

script : item? (NEWLINE item?)* EOF ;

item
    : dataDeclaration
    | derivedData
    | constDeclaration
    | functionDeclaration
    | netDeclaration
    | distributionDeclaration
    | modelBlock
    | guideBlock
    | generateBlock
    ;

dataDeclaration : 'data' NAME ':' type ;
derivedData : NAME (':' type)? '=' expression ;
constDeclaration : 'const' NAME (':' type)? '=' expression ;

functionDeclaration : 'fn' signature functionBody ;
netDeclaration : 'net' signature block ;
distributionDeclaration : 'distribution' NAME parameters block ;

signature : NAME parameters ('->' type)? ;
parameters : '(' (parameter (',' parameter)*)? ')' ;
parameter : NAME (':' type)? ;
functionBody : '=' expression | block ;

modelBlock : 'model' block ;
guideBlock : 'guide' block ;
generateBlock : 'generate' block ;

// ---- Statements ----

block : '{' statement? (NEWLINE statement?)* '}' ;

statement
    : sampleOrDefinition
    | paramDeclaration
    | forStatement
    | ifStatement
    | factorStatement
    | returnStatement
    ;

sampleOrDefinition : disjunction (':' type)? (sampleTail | definitionTail) ;
sampleTail : '~' distribution annotation* ;
definitionTail : '=' expression ;
distribution : NAME arguments ;
annotation : '@' NAME arguments? ;

paramDeclaration : 'param' NAME (':' type)? '=' expression ;

forStatement : forHeader block ;
forHeader : 'for' NAME 'in' expression ;

ifStatement : ifHeader block ('else' (ifStatement | block))? ;
ifHeader : 'if' expression ;

factorStatement : 'factor' expression ;
returnStatement : 'return' expression ;

// ---- Types ----

type : NAME ('in' bounds)? shape* ;
bounds : interval | indexRange ;
interval : '(' expression ',' expression ')' ;
// A bound has no brackets of its own, so that the shape in `int in 1..J[N]` is the type's.
indexRange : bound '..' bound ;
bound : boundTerm (operators+=('+' | '-') boundTerm)* ;
boundTerm : boundFactor (operators+=('*' | '/') boundFactor)* ;
boundFactor : '-' boundFactor | number | NAME arguments? ;
shape : '[' expression (',' expression)* ']' ;

// ---- Expressions, the loosest binding first ----

expression : conditional | disjunction ('..' disjunction)? ;
conditional : 'if' expression 'then' expression 'else' expression ;
disjunction : conjunction ('or' conjunction)* ;
conjunction : negation ('and' negation)* ;
negation : 'not' negation | comparison ;
comparison : sum (operator=('==' | '!=' | '<' | '<=' | '>' | '>=') sum)? ;
sum : term (operators+=('+' | '-') term)* ;
term : unary (operators+=('*' | '/' | '.*' | './') unary)* ;
unary : '-' unary | power ;
power : postfix ('^' unary)? ;
postfix : primary postfixOperator* ;
postfixOperator : '\'' | '[' subscript (',' subscript)* ']' ;

subscript
    : ':'
    | '..' disjunction
    | conditional
    | disjunction ('..' disjunction?)?
    ;

primary
    : number
    | 'true'
    | 'false'
    | NAME arguments?
    | '(' expression (',' expression)* ')'
    | '[' (comprehension | expression (',' expression)*) ']'
    ;

number : INT | REAL ;
comprehension : 'for' NAME 'in' expression ':' expression ;
arguments : '(' (argument (',' argument)*)? ')' ;
argument : expression ('=' expression)? ;

// ---- Words ----

DATA : 'data' ;
CONST : 'const' ;
FN : 'fn' ;
NET : 'net' ;
DISTRIBUTION : 'distribution' ;
MODEL : 'model' ;
GUIDE : 'guide' ;
GENERATE : 'generate' ;
PARAM : 'param' ;
FOR : 'for' ;
IN : 'in' ;
IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
FACTOR : 'factor' ;
RETURN : 'return' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
TRUE : 'true' ;
FALSE : 'false' ;

// ---- Signs ----

LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
RANGE : '..' ;
TILDE : '~' ;
ASSIGN : '=' ;
ARROW : '->' ;
AT : '@' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
DIVIDE : '/' ;
ELEMENT_TIMES : '.*' ;
ELEMENT_DIVIDE : './' ;
POWER : '^' ;
TRANSPOSE : '\'' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;

// ---- Numbers and names. A digit must follow the point, so that `1..N` is a range. ----

INT : [0-9]+ ;
REAL : [0-9]+ '.' [0-9]+ EXPONENT? | '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT ;
fragment EXPONENT : [eE] [+-]? [0-9]+ ;
NAME : [\p{L}_] [\p{L}\p{M}\p{Nd}_]* ;

// ---- Space ----

NEWLINE : '\r'? '\n' | '\r' ;
SPACE : [ \t\u000C\u00A0\uFEFF]+ -> channel(HIDDEN) ;
LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;

// ---- No part of the language: tokens of their own so that the message can say what to write instead. ----

OPEN_COMMENT : '/*' ;
HASH_COMMENT : '#' ~[\r\n]* ;
SEMICOLON : ';' ;
STARS : '**' ;
ELEMENT_POWER : '.^' ;
COMPOUND_ASSIGN : '+=' | '-=' | '*=' | '/=' ;
BOTH : '&&' ;
EITHER : '||' ;
BANG : '!' ;
STRING : '"' ~["\r\n]* '"'? ;
OTHER : . ;
