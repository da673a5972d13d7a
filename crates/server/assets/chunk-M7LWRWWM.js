import{a,b,c}from"./chunk-TXKMVTXU.js";import"./chunk-DJ5E37QI.js";import"./chunk-GSPVXUNC.js";import"./chunk-CP3YD4O6.js";export{c as draw,b as edgeEvents,a as spoken};
