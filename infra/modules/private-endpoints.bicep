metadata description = 'One private endpoint, with its private names, for each thing the app talks to.'

param location string
param tags object
param networkId string
param subnetId string
param storageId string
param vaultId string

@description('Empty: no scheduler.')
param schedulerId string

module storage 'private-endpoint.bicep' = [
  for part in ['blob', 'queue', 'table']: {
    params: {
      location: location
      tags: tags
      networkId: networkId
      subnetId: subnetId
      targetId: storageId
      part: part
      zoneName: 'privatelink.${part}.${environment().suffixes.storage}'
    }
  }
]

module vault 'private-endpoint.bicep' = {
  params: {
    location: location
    tags: tags
    networkId: networkId
    subnetId: subnetId
    targetId: vaultId
    part: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
  }
}

module scheduler 'private-endpoint.bicep' = if (!empty(schedulerId)) {
  params: {
    location: location
    tags: tags
    networkId: networkId
    subnetId: subnetId
    targetId: schedulerId
    part: 'scheduler'
    zoneName: 'privatelink.durabletask.io'
  }
}
