using '../../../infra/main.bicep'

param environmentName = 'sample'
param location = 'westeurope'
param operatorPrincipalId = '11111111-1111-1111-1111-111111111111'
param alwaysReadyHttp = 0
param alwaysReadyDurable = 0
param vnetEnabled = true
param operatorIpAddress = '203.0.113.7'
