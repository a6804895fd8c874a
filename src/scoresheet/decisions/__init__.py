"""Reading what the office decided: a YAML file, or a workbook with the sheets 版本确认, 更正登记 and 已核实."""
