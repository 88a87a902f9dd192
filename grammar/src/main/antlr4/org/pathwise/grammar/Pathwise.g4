grammar Pathwise;
program : EOF ;
WHITESPACE : [ \t\r\n]+ -> skip ;
